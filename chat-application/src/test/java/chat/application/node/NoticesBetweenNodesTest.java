package chat.application.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.domain.node.Notice;
import chat.domain.token.TokenId;
import chat.testkit.node.InMemoryNotices;
import chat.testkit.token.InMemoryLiveSessions;
import java.time.Clock;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NoticesBetweenNodesTest {
  private final InMemoryNotices here = InMemoryNotices.alone();
  private final InMemoryNotices there = here.beside();
  private final InMemoryLiveSessions sessionsHere = new InMemoryLiveSessions(Clock.systemUTC());
  private final InMemoryLiveSessions sessionsThere = new InMemoryLiveSessions(Clock.systemUTC());
  private final AtomicInteger looks = new AtomicInteger();

  private final SessionsEverywhere everywhere = new SessionsEverywhere(sessionsHere, here);

  NoticesBetweenNodesTest() {
    there.listen(new HearNoticesService(sessionsThere, looks::incrementAndGet));
  }

  @Test
  void what_ends_on_one_node_ends_on_the_other_and_nothing_else_does() {
    var ended = new TokenId("ended");
    var other = new TokenId("other");
    var gone = sessionsHere.open(ended, Instant.MAX);
    var goneThere = sessionsThere.open(ended, Instant.MAX);
    var stays = sessionsThere.open(other, Instant.MAX);
    assertThat(everywhere.tokens()).containsExactly(ended);
    everywhere.end(Set.of(ended));
    assertThat(gone.isOpen()).isFalse();
    await().until(() -> !goneThere.isOpen());
    assertThat(stays.isOpen()).isTrue();
    assertThat(looks).hasValue(0);
  }

  @Test
  void a_change_of_presence_has_it_looked_at() {
    here.tell(new Notice.PresenceChanged());
    await().until(() -> looks.get() == 1);
  }

  @Test
  void nobody_is_told_of_no_tokens() {
    Queue<Notice> heard = new ConcurrentLinkedQueue<>();
    there.listen(heard::add);
    everywhere.end(Set.of());
    here.tell(new Notice.PresenceChanged());
    await().until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly(new Notice.PresenceChanged());
  }
}
