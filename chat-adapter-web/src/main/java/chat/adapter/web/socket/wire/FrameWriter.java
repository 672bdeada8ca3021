package chat.adapter.web.socket.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON objects as text frames, one behind another. Not thread-safe. */
public final class FrameWriter {
  /** No piece grows much beyond this, so that a write stays small whatever has piled up. */
  public static final int PIECE_BYTES = 65_536;

  /** What a piece comes to at most, but for a very long message. */
  public static final int EXPECTED_BYTES = PIECE_BYTES + 32_768;

  private static final JsonFactory JSON = new JsonFactory();

  private final FrameBuffer buffer;

  public FrameWriter(int expectedBytes) {
    buffer = new FrameBuffer(expectedBytes);
  }

  /** One frame by itself. */
  public static Frames single(Members members) {
    var writer = new FrameWriter(256);
    writer.frame(0, members);
    return writer.take();
  }

  /**
   * Writes one more frame.
   *
   * @param seq of the message that it tells, 0 when it tells none
   */
  public void frame(long seq, Members members) {
    buffer.begin();
    try (var json = JSON.createGenerator(buffer)) {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      // The buffer is memory.
      throw new UncheckedIOException(impossible);
    }
    buffer.end(seq);
  }

  /** How many bytes were written since the last {@link #take}. */
  public int size() {
    return buffer.size();
  }

  /** Hands out the frames so far and starts afresh; there is at least one. */
  public Frames take() {
    return buffer.take();
  }

  /** The same of frames that a client can do without. */
  public Frames takeEphemeral() {
    return buffer.take(0, true);
  }

  /** Drops what is half done. */
  public void forget() {
    buffer.clear();
  }

  /** The members of one JSON object. */
  @FunctionalInterface
  public interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
