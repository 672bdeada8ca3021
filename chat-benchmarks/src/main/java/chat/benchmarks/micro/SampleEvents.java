package chat.benchmarks.micro;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What is said in a room where some talk. */
public final class SampleEvents {
  private static final int SPEAKERS = 10;

  private SampleEvents() {}

  /** So many messages behind one another, each of somebody else than the one before. */
  public static List<RoomEvent.Logged> posted(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(SampleEvents::message).toList();
  }

  private static RoomEvent.Logged message(int number) {
    int speaker = number % SPEAKERS + 1;
    return new RoomEvent.Posted(
        new Message(
            new MessageId(1_000_000L + number),
            new RoomId(7),
            50_000L + number,
            new Identity(new UserId(speaker), new Username("user" + speaker)),
            new Content("Shall we meet at the station at ten past eight, as always?"),
            new ClientId("4f1c0f5e-4f0e-4b8e-9d55-%012d".formatted(number)),
            Instant.parse("2026-05-04T12:00:00.789Z").plusMillis(number)));
  }
}
