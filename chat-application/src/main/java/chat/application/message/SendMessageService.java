package chat.application.message;

import chat.application.room.KnownRooms;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Draft;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
  public CompletionStage<Outcome> send(Command command) {
    try {
      if (!rooms.contains(command.room())) {
        return CompletableFuture.completedStage(new Outcome.NoSuchRoom());
      }
    } catch (StoreUnavailable away) {
      return CompletableFuture.failedStage(away);
    }
    var draft = draft(command);
    return lanes.of(draft.room()).submit(draft).thenApply(appended -> outcome(draft, appended));
  }

  private Draft draft(Command command) {
    var clientId = command.clientId();
    return new Draft(
        command.room(),
        command.author(),
        command.content(),
        // The lane may append a draft twice when a commit's end is unknown; the id makes that safe.
        clientId == null ? new ClientId(UUID.randomUUID().toString()) : clientId,
        clock.instant());
  }

  private static Outcome outcome(Draft draft, Appended appended) {
    if (appended instanceof Appended.Stored stored) {
      return new Outcome.Sent(stored.message(), false);
    }
    if (appended instanceof Appended.Repeated repeated) {
      return repeated.message().content().equals(draft.content())
          ? new Outcome.Sent(repeated.message(), true)
          : new Outcome.ClientIdConflict();
    }
    return new Outcome.NoSuchRoom();
  }
}
