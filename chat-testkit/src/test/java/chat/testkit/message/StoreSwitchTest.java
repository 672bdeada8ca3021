package chat.testkit.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.MessageId;
import chat.domain.token.Revocation;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.testkit.StoreSwitch;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.token.InMemoryRevokedTokens;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StoreSwitchTest {
  private final StoreSwitch store = new StoreSwitch();
  private final InMemoryUsers users = new InMemoryUsers(store);
  private final InMemoryRooms rooms = new InMemoryRooms(users, store);
  private final InMemoryMessageLog log = new InMemoryMessageLog(rooms, users, store);
  private final InMemoryRevokedTokens tokens = new InMemoryRevokedTokens(store);
  private final InMemoryEpochs epochs = new InMemoryEpochs(store);
  private final Identity alice = SampleUsers.registered(users);

  @Test
  void nothing_is_answered_while_the_store_is_down() {
    var room = SampleRooms.opened(rooms, alice.id()).id();
    var token = new TokenId("t");
    List<ThrowingCallable> calls =
        List.of(
            () -> users.add(SampleUsers.newUser()),
            () -> users.find(alice.id()),
            () -> users.credentials(alice.username()),
            () -> rooms.open(SampleRooms.named("lobby", alice.id())),
            () -> rooms.find(room),
            () -> rooms.details(room),
            () -> rooms.search("", 0, 1),
            () -> log.append(SampleDrafts.drafts(1, room, alice)),
            () -> log.head(room),
            () -> log.before(room, 1, 1),
            () -> log.after(room, 0, 1),
            () -> log.messages(Set.of(new MessageId(1))),
            () -> log.heads(0, 1),
            () -> log.heads(Set.of(room)),
            log::newestMessage,
            () -> log.postedAfter(0, 1),
            () -> tokens.add(new Revocation(token, Instant.EPOCH, Instant.EPOCH)),
            () -> tokens.contains(token),
            () -> tokens.purge(Instant.EPOCH),
            epochs::current,
            epochs::renew);
    var epoch = epochs.current();
    store.down();
    assertThat(calls)
        .allSatisfy(call -> assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(call));
    store.up();
    assertThat(log.head(room)).isZero();
    assertThat(epochs.current()).isEqualTo(epoch);
    assertThat(users.find(alice.id())).isPresent();
  }

  @Test
  void a_commit_whose_answer_is_lost_is_done_all_the_same() {
    var room = SampleRooms.opened(rooms, alice.id()).id();
    var drafts = SampleDrafts.drafts(2, room, alice);
    store.failAfterCommit();
    assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> log.append(drafts));
    assertThat(log.head(room)).isEqualTo(2);
    assertThat(log.append(drafts)).hasOnlyElementsOfType(Appended.Repeated.class);
  }

  @Test
  void an_epoch_whose_answer_is_lost_is_renewed_all_the_same() {
    var before = epochs.current();
    store.failAfterCommit();
    assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(epochs::renew);
    assertThat(epochs.current()).isNotEqualTo(before);
  }

  @Test
  void a_stalled_store_answers_when_it_is_up_again() {
    store.stall();
    var answer = CompletableFuture.supplyAsync(() -> users.find(alice.id()));
    Awaitility.await().during(Duration.ofMillis(50)).until(() -> !answer.isDone());
    store.up();
    assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
    assertThat(answer.join()).isPresent();
  }

  @Test
  void a_stalled_store_that_goes_down_fails_those_who_wait() {
    store.stall();
    var answer = CompletableFuture.supplyAsync(() -> users.find(alice.id()));
    store.down();
    assertThat(answer)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(StoreUnavailable.class);
  }
}
