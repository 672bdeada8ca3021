package chat.adapter.nats.message;

import chat.adapter.nats.Parts;
import chat.domain.InvalidValue;
import chat.domain.message.Body;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a room's events as bytes and reads them again: the room, then each event by its kind. What
 * a server of another version may have written is told apart by {@link chat.adapter.nats.Envelope}.
 */
final class EventCodec {
  private static final int POSTED = 1;
  private static final int EDITED = 2;
  private static final int DELETED = 3;
  private static final int JOINED = 4;
  private static final int LEFT = 5;
  private static final int TYPING = 6;

  private static final int SAYS_ORIGINAL = 1;
  private static final int SAYS_EDITED = 2;
  private static final int SAYS_NOTHING = 3;

  private EventCodec() {}

  /** The events in parts of at most so many bytes; without those that are longer. */
  static List<byte[]> write(RoomId room, List<RoomEvent> events, int maxBytes) {
    var parts = new Parts(maxBytes, out -> out.writeLong(room.value()));
    for (var event : events) {
      parts.add(out -> write(event, out));
    }
    return parts.all();
  }

  private static void write(RoomEvent event, DataOutputStream out) throws IOException {
    if (event instanceof RoomEvent.Posted posted) {
      out.writeByte(POSTED);
      write(posted.message(), out);
    } else if (event instanceof RoomEvent.Edited edited) {
      out.writeByte(EDITED);
      out.writeLong(edited.seq());
      write(edited.message(), out);
    } else if (event instanceof RoomEvent.Deleted deleted) {
      out.writeByte(DELETED);
      out.writeLong(deleted.seq());
      write(deleted.message(), out);
    } else if (event instanceof RoomEvent.Joined joined) {
      out.writeByte(JOINED);
      write(joined.who(), out);
    } else if (event instanceof RoomEvent.Left left) {
      out.writeByte(LEFT);
      write(left.who(), out);
    } else if (event instanceof RoomEvent.Typing typing) {
      out.writeByte(TYPING);
      write(typing.who(), out);
    } else {
      throw new IllegalArgumentException("no code for " + event.getClass());
    }
  }

  private static void write(Message message, DataOutputStream out) throws IOException {
    out.writeLong(message.id().value());
    out.writeLong(message.seq());
    write(message.author(), out);
    out.writeUTF(message.clientId().value());
    write(message.at(), out);
    var body = message.body();
    out.writeByte(
        body.fold(original -> SAYS_ORIGINAL, edited -> SAYS_EDITED, deleted -> SAYS_NOTHING));
    if (!message.isDeleted()) {
      out.writeUTF(message.text());
    }
    var changed = message.deletedAt().or(message::editedAt);
    if (changed.isPresent()) {
      write(changed.get(), out);
    }
  }

  private static void write(Identity who, DataOutputStream out) throws IOException {
    out.writeLong(who.id().value());
    out.writeUTF(who.username().value());
  }

  private static void write(Instant at, DataOutputStream out) throws IOException {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  /**
   * The events in the bytes; of one room, which those of each know.
   *
   * @throws IOException when they are anything else
   */
  static List<RoomEvent> read(byte[] bytes) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      var room = new RoomId(in.readLong());
      var events = new ArrayList<RoomEvent>();
      while (in.available() > 0) {
        events.add(readEvent(room, in));
      }
      if (events.isEmpty()) {
        throw new IOException("no event");
      }
      return events;
    } catch (InvalidValue | DateTimeException | ArithmeticException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }

  private static RoomEvent readEvent(RoomId room, DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case POSTED -> new RoomEvent.Posted(readMessage(room, in));
      case EDITED -> new RoomEvent.Edited(in.readLong(), readMessage(room, in));
      case DELETED -> new RoomEvent.Deleted(in.readLong(), readMessage(room, in));
      case JOINED -> new RoomEvent.Joined(room, readIdentity(in));
      case LEFT -> new RoomEvent.Left(room, readIdentity(in));
      case TYPING -> new RoomEvent.Typing(room, readIdentity(in));
      default -> throw new IOException("no event is of the kind " + kind);
    };
  }

  private static Message readMessage(RoomId room, DataInputStream in) throws IOException {
    var id = new MessageId(in.readLong());
    long seq = in.readLong();
    var author = readIdentity(in);
    var clientId = new ClientId(in.readUTF());
    var at = readInstant(in);
    return new Message(id, room, seq, author, readBody(in), clientId, at);
  }

  private static Body readBody(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case SAYS_ORIGINAL -> new Body.Original(new Content(in.readUTF()));
      case SAYS_EDITED -> new Body.Edited(new Content(in.readUTF()), readInstant(in));
      case SAYS_NOTHING -> new Body.Deleted(readInstant(in));
      default -> throw new IOException("no message is of the kind " + kind);
    };
  }

  private static Identity readIdentity(DataInputStream in) throws IOException {
    return new Identity(new UserId(in.readLong()), new Username(in.readUTF()));
  }

  private static Instant readInstant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
