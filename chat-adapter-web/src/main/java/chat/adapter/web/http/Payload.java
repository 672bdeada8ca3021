package chat.adapter.web.http;

import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The body of an answer, held by the request until everything else about the answer is settled and
 * written then without a thread that waits for the client. A servlet's output stream would block
 * its thread as soon as the client takes no more.
 */
public final class Payload {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private ByteBuffer bytes = EMPTY;
  private boolean shared;

  /** Where the request carries it. */
  public static final String ATTRIBUTE = Payload.class.getName();

  static Payload of(Context request) {
    return (Payload) Objects.requireNonNull(request.req().getAttribute(ATTRIBUTE));
  }

  /** Answers with these bytes, instead of any that were given before. */
  void set(byte[] answer) {
    bytes = ByteBuffer.wrap(answer);
    shared = false;
  }

  /** Answers with a file, whose bytes are in memory once, however many clients want it. */
  public static void answer(Context request, ByteBuffer file) {
    var payload = of(request);
    payload.bytes = file.asReadOnlyBuffer();
    payload.shared = true;
  }

  /** The bytes, for one reader. */
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /** Whether the bytes are in memory for this answer alone. */
  public boolean isShared() {
    return shared;
  }
}
