package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.message.Draft;
import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** Offers edits to the room's lane. Thread-safe. */
public final class EditMessageService implements EditMessage {
  private final KnownRooms rooms;
  private final Lanes lanes;
  private final Clock clock;

  public EditMessageService(KnownRooms rooms, Lanes lanes, Clock clock) {
    this.rooms = rooms;
    this.lanes = lanes;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Written> edit(Command command) {
    var draft =
        new Draft.Edit(
            command.room(),
            command.author(),
            command.message(),
            command.content(),
            clock.instant());
    return lanes.submit(draft, rooms).thenApply(Written::of);
  }
}
