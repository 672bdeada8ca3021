package chat.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import chat.domain.node.Notice;
import chat.domain.node.Notices;
import chat.domain.token.TokenId;
import chat.testkit.Race;
import chat.testkit.Tag;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What {@link Notices} promise. They may lose what they are told, so the tests tell it again and
 * again until it has arrived.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface NoticesContract {
  /** What was told so many times was heard, or is lost for ever. */
  int ENOUGH = 20;

  /** How often the tests are patient, unless they told enough. */
  int ROUNDS = 10;

  /** The notices of one more node; all nodes of a test share a store, and others don't. */
  Notices node();

  /** How long the tests tell before notices count as lost for ever. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  @Test
  default void what_one_node_tells_is_heard_by_every_other_one() {
    var teller = node();
    var one = heardBy(node());
    var other = heardBy(node());
    var notice = ended();
    tellUntil(teller, notice, () -> one.contains(notice) && other.contains(notice));
  }

  @Test
  default void nobody_hears_what_they_tell() {
    var teller = node();
    var other = node();
    var back = heardBy(teller);
    var heard = heardBy(other);
    var notice = ended();
    tellUntil(teller, notice, () -> heard.contains(notice));
    var answer = ended();
    tellUntil(other, answer, () -> back.contains(answer));
    assertThat(back).doesNotContain(notice);
  }

  @Test
  default void every_kind_arrives_as_it_was_told() {
    var teller = node();
    var heard = heardBy(node());
    var tokens =
        Set.of(new TokenId("a"), new TokenId("A"), new TokenId("~".repeat(TokenId.MAX_CHARACTERS)));
    var kinds = Set.<Notice>of(new Notice.TokensEnded(tokens), new Notice.PresenceChanged());
    for (var kind : kinds) {
      tellUntil(teller, kind, () -> heard.contains(kind));
    }
    assertThat(heard).allSatisfy(notice -> assertThat(kinds).contains(notice));
  }

  @Test
  default void thousands_of_tokens_arrive_at_once_or_in_parts() {
    var teller = node();
    var heard = heardBy(node());
    var tokens =
        Stream.generate(() -> new TokenId(Tag.next())).limit(5_000).collect(Collectors.toSet());
    tellUntil(
        teller,
        new Notice.TokensEnded(tokens),
        () ->
            heard.stream()
                .flatMap(NoticesContract::tokens)
                .collect(Collectors.toSet())
                .equals(tokens));
  }

  @Test
  default void a_listener_that_throws_hears_later_notices_and_so_do_the_others() {
    var teller = node();
    var listening = node();
    var thrown = ConcurrentHashMap.<Notice>newKeySet();
    listening.listen(
        notice -> {
          thrown.add(notice);
          throw new IllegalStateException("thrown on purpose");
        });
    listening.listen(
        notice -> {
          throw new AssertionError("thrown on purpose");
        });
    var heard = heardBy(listening);
    var first = ended();
    var second = ended();
    tellUntil(teller, first, () -> thrown.contains(first) && heard.contains(first));
    tellUntil(teller, second, () -> thrown.contains(second) && heard.contains(second));
  }

  @Test
  default void telling_waits_for_no_listener() {
    var teller = node();
    var slow = node();
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    slow.listen(
        notice -> {
          entered.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    var others = heardBy(node());
    var notice = ended();
    try {
      // Once: a thread that tells and waits is interrupted in the end, and would tell on.
      tellUntil(
          teller,
          notice,
          () -> entered.getCount() == 0 && others.contains(notice),
          new AtomicInteger(),
          patience().multipliedBy(ROUNDS));
    } finally {
      release.countDown();
    }
  }

  @Test
  default void a_listener_may_tell_and_listen() {
    var teller = node();
    var answering = node();
    var back = heardBy(teller);
    var late = new ConcurrentLinkedQueue<Notice>();
    var answer = ended();
    answering.listen(
        notice -> {
          if (late.isEmpty()) {
            answering.listen(late::add);
          }
          answering.tell(answer);
        });
    tellUntil(teller, ended(), () -> back.contains(answer) && !late.isEmpty());
  }

  @Test
  default void telling_when_nobody_listens_is_fine() {
    var teller = node();
    assertThatCode(
            () -> {
              teller.tell(ended());
              teller.tell(new Notice.TokensEnded(Set.of()));
              teller.tell(new Notice.PresenceChanged());
            })
        .doesNotThrowAnyException();
  }

  @Test
  default void eight_may_tell_at_once() {
    var teller = node();
    var heard = heardBy(node());
    Race.<Boolean>of(
        8,
        runner -> {
          for (int i = 0; i < 10; i++) {
            var notice = ended();
            tellUntil(teller, notice, () -> heard.contains(notice));
          }
          return true;
        });
  }

  @Test
  default void a_node_that_nothing_is_wrong_with_reaches_the_others() {
    var teller = node();
    assertThat(teller.reachesOthers()).isTrue();
    var heard = heardBy(node());
    var notice = ended();
    tellUntil(teller, notice, () -> heard.contains(notice));
    assertThat(teller.reachesOthers()).isTrue();
  }

  private void tellUntil(Notices teller, Notice notice, BooleanSupplier arrived) {
    var told = new AtomicInteger();
    for (int rounds = 1; ; rounds++) {
      try {
        tellUntil(teller, notice, arrived, told, patience());
        return;
      } catch (ConditionTimeoutException lost) {
        // On a busy machine the time is over before it was told some times.
        if (told.get() >= ENOUGH || rounds == ROUNDS) {
          throw lost;
        }
      }
    }
  }

  private static void tellUntil(
      Notices teller,
      Notice notice,
      BooleanSupplier arrived,
      AtomicInteger told,
      Duration patience) {
    await()
        .atMost(patience)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              if (arrived.getAsBoolean()) {
                return true;
              }
              told.incrementAndGet();
              teller.tell(notice);
              return false;
            });
  }

  private static Queue<Notice> heardBy(Notices node) {
    var heard = new ConcurrentLinkedQueue<Notice>();
    node.listen(heard::add);
    return heard;
  }

  private static Notice ended() {
    return new Notice.TokensEnded(Set.of(new TokenId(Tag.next())));
  }

  private static Stream<TokenId> tokens(Notice notice) {
    return notice.fold(ended -> ended.tokens().stream(), Stream::empty);
  }
}
