package chat.adapter.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.domain.message.Epoch;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what one node sends and checks what it receives, so that nobody but the nodes of one
 * database, in its present epoch, can have anything handed on: neither another database that uses
 * the same broker nor whoever else may publish there. It doesn't encrypt. May be used by any
 * thread.
 *
 * <p>The version (1 byte), the signature (16), the sending node (16), the length of the epoch (1),
 * the epoch, the content. The subject is signed too, so that nothing is moved to another one.
 */
public final class Envelope {
  private static final byte VERSION = 1;
  private static final int SIGNATURE_BYTES = 16;
  private static final int SIGNED_FROM = 1 + SIGNATURE_BYTES;
  private static final int NODE_BYTES = 16;
  private static final int HEAD_BYTES = SIGNED_FROM + NODE_BYTES + 1;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "chat between nodes";

  private final SecretKeySpec key;
  private final UUID node = UUID.randomUUID();
  private final Supplier<Epoch> epoch;

  /**
   * @param secret what all nodes of the database share; it isn't used as it is, but for a key
   * @param epoch the database's present epoch; never blocks
   */
  public Envelope(byte[] secret, Supplier<Epoch> epoch) {
    key =
        new SecretKeySpec(
            mac(new SecretKeySpec(secret, ALGORITHM)).doFinal(PURPOSE.getBytes(UTF_8)), ALGORITHM);
    this.epoch = epoch;
  }

  /** How many bytes {@link #seal} adds at most. */
  public static int overhead() {
    return HEAD_BYTES + Epoch.MAX_CHARACTERS;
  }

  /** The content as it is sent under that subject. */
  public byte[] seal(String subject, byte[] content) {
    var now = epoch.get().value().getBytes(US_ASCII);
    var sealed = ByteBuffer.allocate(HEAD_BYTES + now.length + content.length);
    sealed.put(VERSION).position(SIGNED_FROM);
    sealed.putLong(node.getMostSignificantBits()).putLong(node.getLeastSignificantBits());
    sealed.put((byte) now.length).put(now).put(content);
    return sealed.put(1, signature(subject, sealed.array())).array();
  }

  /**
   * What another node of this database and epoch sent under that subject; empty for all else, and
   * for what this node sent itself.
   *
   * @throws Foreign when it isn't of such a node at all
   */
  public Optional<byte[]> open(String subject, byte[] sealed) throws Foreign {
    if (sealed.length < HEAD_BYTES || sealed[0] != VERSION) {
      throw new Foreign("of another version, or no message of this server's at all");
    }
    var signature = Arrays.copyOfRange(sealed, 1, SIGNED_FROM);
    if (!MessageDigest.isEqual(signature, signature(subject, sealed))) {
      throw new Foreign("not signed with this database's secret");
    }
    var rest = ByteBuffer.wrap(sealed).position(SIGNED_FROM);
    var sender = new UUID(rest.getLong(), rest.getLong());
    var length = Byte.toUnsignedInt(rest.get());
    if (length > rest.remaining()) {
      throw new Foreign("cut off");
    }
    var sent = new byte[length];
    rest.get(sent);
    if (!new String(sent, US_ASCII).equals(epoch.get().value())) {
      throw new Foreign("of another epoch of the database");
    }
    if (sender.equals(node)) {
      // A broker that was frozen hands on late what came over a connection that has ended since.
      return Optional.empty();
    }
    var content = new byte[rest.remaining()];
    rest.get(content);
    return Optional.of(content);
  }

  private byte[] signature(String subject, byte[] sealed) {
    var mac = mac(key);
    mac.update(subject.getBytes(UTF_8));
    mac.update((byte) 0);
    mac.update(sealed, SIGNED_FROM, sealed.length - SIGNED_FROM);
    return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** What isn't from a node of this database and epoch; the message says why. */
  public static final class Foreign extends Exception {
    private static final long serialVersionUID = 1L;

    Foreign(String message) {
      super(message);
    }
  }
}
