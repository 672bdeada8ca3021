package chat.adapter.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/** The bytes of a request's body, never more of them in memory than are allowed. */
public final class Body {
  private static final Logger LOG = System.getLogger(Body.class.getName());

  /**
   * The longest message is 48,000 bytes: 4,000 characters beyond the basic plane, each escaped as
   * two times six.
   */
  public static final int MAX_BYTES = 65_536;

  /**
   * How much of a body that is too large is read and thrown away. A client that is still sending
   * when the connection is closed may never see why.
   */
  private static final int MAX_DISCARDED_BYTES = 16 * 1024 * 1024;

  private static final Semaphore DISCARDING = new Semaphore(4);

  private Body() {}

  /**
   * All of the body.
   *
   * @throws Refusal when it is too large
   */
  static byte[] read(Context request) {
    boolean announced = request.req().getContentLengthLong() > MAX_BYTES;
    try {
      var stream = request.req().getInputStream();
      var bytes = announced ? new byte[0] : stream.readNBytes(MAX_BYTES + 1);
      if (announced || bytes.length > MAX_BYTES) {
        discard(stream);
        throw tooLarge();
      }
      return bytes;
    } catch (IOException | HttpException.RuntimeException e) {
      LOG.log(Level.DEBUG, "A body could not be read to its end", e);
      throw new Refusal(
          e.getCause() instanceof TimeoutException
              ? Problem.of(408, "The body did not arrive in time")
              : Problem.of(400, "The body is not well-formed HTTP"));
    }
  }

  /**
   * All of the body, which must be UTF-8.
   *
   * @throws UrlEncoded.Malformed when it isn't
   */
  static String text(Context request) throws UrlEncoded.Malformed {
    try {
      var bytes = ByteBuffer.wrap(read(request));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new UrlEncoded.Malformed();
    }
  }

  private static void discard(InputStream stream) throws IOException {
    // Without a place the client may miss the answer; a thread each would be worse.
    if (DISCARDING.tryAcquire()) {
      try {
        var buffer = new byte[8192];
        long discarded = 0;
        int read = 0;
        while (read >= 0 && discarded < MAX_DISCARDED_BYTES) {
          read = stream.read(buffer);
          discarded += read;
        }
      } finally {
        DISCARDING.release();
      }
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(Problem.of(413, "The body must have at most " + MAX_BYTES + " bytes"));
  }
}
