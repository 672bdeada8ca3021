package chat.application.message;

import chat.application.room.KnownRooms;
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
  public CompletionStage<Written> delete(Command command) {
    var draft =
        new Draft.Delete(command.room(), command.author(), command.message(), clock.instant());
    return lanes.submit(draft, rooms).thenApply(Written::of);
  }
}
