package chat.adapter.web.asset;

import chat.adapter.web.http.Payload;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** A file, compressed once, that a client may keep and ask about. Immutable. */
public final class Asset {
  private final String mediaType;
  private final ByteBuffer bytes;
  private final ByteBuffer compressed;
  private final String hash;

  public Asset(String mediaType, byte[] bytes) {
    this.mediaType = mediaType;
    this.bytes = outsideTheHeap(bytes);
    this.compressed = outsideTheHeap(compressed(bytes));
    this.hash = hash(bytes);
  }

  /** Names what is in it, as no other content does. */
  public String hash() {
    return hash;
  }

  /** Answers with the file, or with 304 when the client has it already; it asks every time. */
  public void answer(Context request) {
    answer(request, "public, no-cache");
  }

  /** Answers likewise at an address that will never show anything else: nobody has to ask again. */
  public void answerForGood(Context request) {
    answer(request, "public, max-age=31536000, immutable");
  }

  private void answer(Context request, String caching) {
    var accepted = request.header("Accept-Encoding");
    boolean compress = accepted != null && accepted.contains("gzip");
    request.header("Vary", "Accept-Encoding");
    request.header("Cache-Control", caching);
    // Two encodings are two representations, so their tags differ: RFC 9110, section 8.8.3.
    request.header("ETag", compress ? "\"" + hash + "-gzip\"" : "\"" + hash + "\"");
    var known = request.header("If-None-Match");
    if (known != null && known.contains("\"" + hash)) {
      request.res().setContentType(null);
      request.status(304);
    } else {
      if (compress) {
        request.header("Content-Encoding", "gzip");
      }
      request.status(200).contentType(mediaType);
      Payload.answer(request, compress ? compressed : bytes);
    }
  }

  /** Where the kernel takes it from without a copy, however many clients read it slowly. */
  private static ByteBuffer outsideTheHeap(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
  }

  private static byte[] compressed(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes), 0, 12);
  }

  /** The digest that browsers know too. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
