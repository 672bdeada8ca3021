package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.message.Appended;
import chat.domain.message.Draft;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** Offers deletions to the room's lane. Thread-safe. */
public final class DeleteMessageService implements DeleteMessage {
  private final KnownRooms rooms;
  private final Lanes lanes;
  private final Clock clock;

  public DeleteMessageService(KnownRooms rooms, Lanes lanes, Clock clock) {
    this.rooms = rooms;
    this.lanes = lanes;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome> delete(Command command) {
    var draft =
        new Draft.Delete(command.room(), command.author(), command.message(), clock.instant());
    return lanes.submit(draft, rooms).thenApply(DeleteMessageService::outcome);
  }

  private static Outcome outcome(Appended appended) {
    if (appended instanceof Appended.Stored stored) {
      return new Outcome.Deleted(stored.event().message());
    }
    if (appended instanceof Appended.Repeated repeated) {
      return new Outcome.Deleted(repeated.message());
    }
    if (appended instanceof Appended.NotTheAuthor) {
      return new Outcome.NotTheAuthor();
    }
    return appended instanceof Appended.NoSuchRoom
        ? new Outcome.NoSuchRoom()
        : new Outcome.NoSuchMessage();
  }
}
