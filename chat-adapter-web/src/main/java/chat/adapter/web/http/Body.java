package chat.adapter.web.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/** The bytes of a request's body, never more of them in memory than are allowed. */
public final class Body {
  private static final Logger LOG = System.getLogger(Body.class.getName());

  /**
   * The longest message is 48,000 bytes: 4,000 characters beyond the basic plane, each escaped as
   * two times six.
   */
  private static final int MAX_BYTES = 65_536;

  /** What anything else than a message needs, many times over. */
  private static final int SMALL_MAX_BYTES = 8_192;

  /**
   * The attribute of a request whose body was longer than allowed and has been thrown away: how
   * many bytes it may have.
   */
  public static final String TOO_LARGE = Body.class.getName() + ".tooLarge";

  private Body() {}

  /** How many bytes a body may have that is sent to an address. */
  public static int maxBytes(String path) {
    return path.startsWith("/api/chat/rooms/") ? MAX_BYTES : SMALL_MAX_BYTES;
  }

  /**
   * All of the body, which is in memory by now; doesn't block.
   *
   * @throws Refusal when it is too large
   */
  static byte[] read(Context request) {
    if (request.req().getAttribute(TOO_LARGE) instanceof Integer max) {
      throw new Refusal(Problem.of(413, "The body must have at most " + max + " bytes"));
    }
    try {
      return request.req().getInputStream().readAllBytes();
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
}
