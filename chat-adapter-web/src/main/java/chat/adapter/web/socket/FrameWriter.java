package chat.adapter.web.socket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON objects as text frames, one behind another. Not thread-safe. */
final class FrameWriter {
  /** No piece grows much beyond this, so that a write stays small whatever has piled up. */
  static final int PIECE_BYTES = 65_536;

  private static final JsonFactory JSON = new JsonFactory();

  private final FrameBuffer buffer;

  FrameWriter(int expectedBytes) {
    buffer = new FrameBuffer(expectedBytes);
  }

  /** One frame by itself. */
  static Frames single(Members members) {
    var writer = new FrameWriter(256);
    writer.frame(0, members);
    return writer.take();
  }

  /**
   * Writes one more frame.
   *
   * @param seq of the message that it tells, 0 when it tells none
   */
  void frame(long seq, Members members) {
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
  int size() {
    return buffer.size();
  }

  /** Hands out the frames so far and starts afresh; there is at least one. */
  Frames take() {
    return buffer.take();
  }

  /** The same of frames that a client can do without. */
  Frames takeEphemeral() {
    return buffer.take(0, true);
  }

  /** Drops what is half done. */
  void forget() {
    buffer.clear();
  }

  /** The members of one JSON object. */
  @FunctionalInterface
  interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
