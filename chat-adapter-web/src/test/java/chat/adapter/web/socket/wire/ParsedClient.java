package chat.adapter.web.socket.wire;

import java.nio.ByteBuffer;

/** A client without a network, whose bytes go through the parser to whoever listens. */
public final class ParsedClient {
  private final FrameParser parser;

  public ParsedClient(SocketListener listener, int maxMessageBytes) {
    parser = new FrameParser(new Incoming(listener), maxMessageBytes);
  }

  /** Has all of it read, but for what is refused or withheld at its end. */
  public void sends(byte[] frames) {
    var wire = ByteBuffer.wrap(frames);
    while (parser.parse(wire, parser.frames() + 1) != FrameParser.Stop.NEEDS_BYTES) {
      // It goes on when it may.
      if (!wire.hasRemaining()) {
        return;
      }
    }
  }

  /** Hands on what is read, as the socket does. */
  private record Incoming(SocketListener listener) implements FrameParser.Sink {
    @Override
    public boolean frame() {
      return listener.frame();
    }

    @Override
    public boolean text(ByteBuffer piece, boolean last) {
      return listener.text(piece, last);
    }

    @Override
    public void refused(FrameParser.Refused why) {
      listener.refused(why);
    }

    @Override
    public void ping(byte[] payload) {
      listener.pinged(payload);
    }

    @Override
    public void pong() {}

    @Override
    public void close(byte[] payload) {
      listener.closedByClient();
    }

    @Override
    public void violation(String why) {
      listener.violated(why);
    }
  }
}
