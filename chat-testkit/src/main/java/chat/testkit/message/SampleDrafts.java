package chat.testkit.message;

import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.message.Message;
import chat.domain.message.MessageLog;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.testkit.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Drafts whose client ids nobody else has. */
public final class SampleDrafts {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.789Z");

  private SampleDrafts() {}

  public static Draft.Post draft(RoomId room, Identity author) {
    return saying("hello", room, author);
  }

  public static Draft.Post saying(String text, RoomId room, Identity author) {
    return draft(room, author, text, "c-" + Tag.next());
  }

  public static Draft.Post draft(RoomId room, Identity author, String text, String clientId) {
    return new Draft.Post(room, author, new Content(text), new ClientId(clientId), NOON);
  }

  /** As many, saying "1", "2" and so on. */
  public static List<Draft> drafts(int count, RoomId room, Identity author) {
    return IntStream.rangeClosed(1, count)
        .<Draft>mapToObj(i -> saying(Integer.toString(i), room, author))
        .toList();
  }

  /** The author has the message say something else, a minute after it was sent. */
  public static Draft.Edit edit(Message message, String text) {
    return new Draft.Edit(
        message.room(),
        message.author(),
        message.id(),
        new Content(text),
        message.at().plusSeconds(60));
  }

  /** The author takes the message back, an hour after it was sent. */
  public static Draft.Delete deletion(Message message) {
    return new Draft.Delete(
        message.room(), message.author(), message.id(), message.at().plusSeconds(3_600));
  }

  /** Appends drafts that the log doesn't have yet. */
  public static List<Message> stored(MessageLog log, List<Draft> drafts) {
    var messages = new ArrayList<Message>();
    for (var outcome : log.append(drafts)) {
      messages.add(stored(outcome));
    }
    return messages;
  }

  /** The message that was stored. */
  public static Message stored(Appended outcome) {
    if (outcome instanceof Appended.Stored stored) {
      return stored.event().message();
    }
    throw new AssertionError("not stored: " + outcome);
  }
}
