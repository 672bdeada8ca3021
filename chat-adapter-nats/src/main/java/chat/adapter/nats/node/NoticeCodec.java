package chat.adapter.nats.node;

import chat.adapter.nats.Parts;
import chat.domain.InvalidValue;
import chat.domain.node.Notice;
import chat.domain.token.TokenId;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/** Writes a notice as bytes, in parts where it is long, and reads it again. */
final class NoticeCodec {
  private static final int TOKENS_ENDED = 1;
  private static final int PRESENCE_CHANGED = 2;

  private NoticeCodec() {}

  /** The notice in parts of at most so many bytes, each of which is a notice by itself. */
  static List<byte[]> write(Notice notice, int maxBytes) {
    return notice.fold(
        ended -> {
          var parts = new Parts(maxBytes, out -> out.writeByte(TOKENS_ENDED));
          for (var token : ended.tokens()) {
            parts.add(out -> out.writeUTF(token.value()));
          }
          return parts.all();
        },
        () -> List.of(new byte[] {PRESENCE_CHANGED}));
  }

  /**
   * @throws IOException when the bytes are no notice
   */
  static Notice read(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    int kind = in.readByte();
    return switch (kind) {
      case TOKENS_ENDED -> readTokens(in);
      case PRESENCE_CHANGED -> new Notice.PresenceChanged();
      default -> throw new IOException("no notice is of the kind " + kind);
    };
  }

  private static Notice readTokens(DataInputStream in) throws IOException {
    try {
      var tokens = new HashSet<TokenId>();
      while (in.available() > 0) {
        tokens.add(new TokenId(in.readUTF()));
      }
      return new Notice.TokensEnded(tokens);
    } catch (InvalidValue wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }
}
