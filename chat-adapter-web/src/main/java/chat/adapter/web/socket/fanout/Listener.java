package chat.adapter.web.socket.fanout;

import chat.adapter.web.socket.wire.Frames;
import java.util.function.Function;

/**
 * Somebody who is told what happens in a room, on the thread of their event loop alone; so whatever
 * they do must be quick and never wait.
 */
public sealed interface Listener {
  /** Ends the connection, which can't be told any more. */
  void abort();

  /** What it is to one of both. */
  <T> T fold(Function<Live, T> live, Function<Numbered, T> numbered);

  /** Is told everything as it happens, in the same bytes as all the others. */
  non-sealed interface Live extends Listener {
    /** What happened in the room. */
    void told(Frames frames);

    @Override
    default <T> T fold(Function<Live, T> live, Function<Numbered, T> numbered) {
      return live.apply(this);
    }
  }

  /** Is told by number what is in the log, so that it can go on where it left off. */
  non-sealed interface Numbered extends Listener {
    /** What came into the log. */
    void told(RoomFrames frames);

    /** Who came, went and types. */
    void toldNews(RoomFrames frames);

    @Override
    default <T> T fold(Function<Live, T> live, Function<Numbered, T> numbered) {
      return numbered.apply(this);
    }
  }
}
