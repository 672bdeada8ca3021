package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.message.ClientId;
import chat.domain.message.Draft;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Turns what was said into a draft and offers it to the room's lane. Thread-safe. */
public final class SendMessageService implements SendMessage {
  private final KnownRooms rooms;
  private final Lanes lanes;
  private final Clock clock;

  public SendMessageService(KnownRooms rooms, Lanes lanes, Clock clock) {
    this.rooms = rooms;
    this.lanes = lanes;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Written> send(Command command) {
    return lanes.submit(draft(command), rooms).thenApply(Written::of);
  }

  private Draft draft(Command command) {
    var clientId = command.clientId();
    return new Draft.Post(
        command.room(),
        command.author(),
        command.content(),
        // The lane may append a draft twice when a commit's end is unknown; the id makes that safe.
        clientId == null ? new ClientId(UUID.randomUUID().toString()) : clientId,
        clock.instant());
  }
}
