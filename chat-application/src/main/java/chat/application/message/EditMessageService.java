package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.message.Appended;
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
  public CompletionStage<Outcome> edit(Command command) {
    var draft =
        new Draft.Edit(
            command.room(),
            command.author(),
            command.message(),
            command.content(),
            clock.instant());
    return lanes.submit(draft, rooms).thenApply(EditMessageService::outcome);
  }

  private static Outcome outcome(Appended appended) {
    if (appended instanceof Appended.Stored stored) {
      return new Outcome.Edited(stored.event().message());
    }
    if (appended instanceof Appended.Repeated repeated) {
      return new Outcome.Edited(repeated.message());
    }
    if (appended instanceof Appended.NotTheAuthor) {
      return new Outcome.NotTheAuthor();
    }
    if (appended instanceof Appended.Gone) {
      return new Outcome.Gone();
    }
    return appended instanceof Appended.NoSuchRoom
        ? new Outcome.NoSuchRoom()
        : new Outcome.NoSuchMessage();
  }
}
