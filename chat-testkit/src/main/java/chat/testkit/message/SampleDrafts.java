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

  public static Draft draft(RoomId room, Identity author) {
    return saying("hello", room, author);
  }

  public static Draft saying(String text, RoomId room, Identity author) {
    return draft(room, author, text, "c-" + Tag.next());
  }

  public static Draft draft(RoomId room, Identity author, String text, String clientId) {
    return new Draft(room, author, new Content(text), new ClientId(clientId), NOON);
  }

  /** As many, saying "1", "2" and so on. */
  public static List<Draft> drafts(int count, RoomId room, Identity author) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> saying(Integer.toString(i), room, author))
        .toList();
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
      return stored.message();
    }
    throw new AssertionError("not stored: " + outcome);
  }
}
