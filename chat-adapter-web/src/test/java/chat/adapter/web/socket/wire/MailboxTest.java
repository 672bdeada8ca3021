package chat.adapter.web.socket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final List<String> done = new ArrayList<>();
  private final Mailbox mailbox = new Mailbox(new NotingSocket(done), 1_000, Budgets.unbounded());

  @Test
  void the_first_frames_are_written_at_once() {
    assertThat(mailbox.offer(frames("a", 1))).isTrue();
    assertThat(done).containsExactly("write a");
    assertThat(mailbox.waitingBytes()).isZero();
  }

  @Test
  void what_comes_while_a_write_is_under_way_goes_out_together() {
    mailbox.offer(frames("a", 1));
    mailbox.offer(frames("b", 2));
    mailbox.offer(frames("c", 3));
    assertThat(done).containsExactly("write a");
    mailbox.written();
    assertThat(done).containsExactly("write a", "write bc");
    mailbox.written();
    mailbox.offer(frames("d", 4));
    assertThat(done).containsExactly("write a", "write bc", "write d");
  }

  @Test
  void what_is_offered_while_it_is_corked_goes_out_in_one_write() {
    mailbox.cork(frames("a", 1));
    mailbox.cork(frames("b", 2));
    mailbox.offer(frames("c", 3));
    assertThat(done).isEmpty();
    mailbox.uncork();
    mailbox.uncork();
    assertThat(done).containsExactly("write abc");
    mailbox.written();
    mailbox.offer(frames("d", 4));
    assertThat(done).containsExactly("write abc", "write d");
  }

  @Test
  void corking_during_a_write_waits_for_its_end_alone() {
    mailbox.offer(frames("a", 1));
    mailbox.cork(frames("b", 2));
    mailbox.written();
    assertThat(done).containsExactly("write a", "write b");
    mailbox.uncork();
    assertThat(done).hasSize(2);
  }

  @Test
  void a_close_while_it_is_corked_comes_after_what_was_offered() {
    mailbox.cork(frames("A", 1));
    mailbox.closeAfterwards(1012, "restart");
    assertThat(done).isEmpty();
    mailbox.uncork();
    assertThat(done).containsExactly("write A", "close 1012 restart");
    mailbox.cork(frames("b", 2));
    mailbox.uncork();
    assertThat(done).hasSize(2);
  }

  @Test
  void what_the_socket_takes_at_once_makes_room_for_the_next() {
    mailbox.offer(frames("A", 1));
    mailbox.offer(frames("b", 2));
    mailbox.offer(frames("C", 3));
    mailbox.pong(new byte[] {1});
    mailbox.closeAfterwards(1012, "restart");
    assertThat(done).containsExactly("write A", "write b");
    mailbox.written();
    mailbox.written();
    assertThat(done)
        .containsExactly("write A", "write b", "pong 1", "write C", "close 1012 restart");
  }

  @Test
  void more_than_the_bound_is_refused_and_what_waits_is_forgotten_at_the_close() {
    mailbox.offer(frames("a", 1));
    mailbox.written();
    mailbox.offer(frames("b", 2));
    int taken = 0;
    while (mailbox.offer(frames("x".repeat(100), 3 + taken))) {
      taken++;
    }
    assertThat(mailbox.waitingBytes()).isBetween(500, 1_000);
    mailbox.closeInstead(4008, seq -> "resume after " + seq);
    assertThat(mailbox.waitingBytes()).isZero();
    assertThat(done).containsExactly("write a", "write b");
    mailbox.written();
    assertThat(done).containsExactly("write a", "write b", "close 4008 resume after 2");
    assertThat(mailbox.offer(frames("late", 99))).isTrue();
    assertThat(done).hasSize(3);
  }

  @Test
  void frames_larger_than_the_bound_are_taken_when_nothing_else_waits() {
    mailbox.offer(frames("a", 1));
    assertThat(mailbox.offer(frames("x".repeat(5_000), 2))).isTrue();
    assertThat(mailbox.offer(frames("y", 3))).isFalse();
  }

  @Test
  void a_gentle_close_comes_after_all_that_waits() {
    mailbox.offer(frames("a", 1));
    mailbox.offer(frames("b", 2));
    mailbox.closeAfterwards(1012, "restart");
    mailbox.offer(frames("c", 3));
    mailbox.written();
    mailbox.written();
    assertThat(done).containsExactly("write a", "write b", "close 1012 restart");
  }

  @Test
  void of_many_pings_the_last_alone_is_answered_and_before_what_waits() {
    mailbox.offer(frames("a", 1));
    mailbox.offer(frames("b", 2));
    mailbox.pong(new byte[] {1});
    mailbox.pong(new byte[] {2});
    mailbox.written();
    mailbox.written();
    assertThat(done).containsExactly("write a", "pong 2", "write b");
  }

  @Test
  void a_ping_waits_for_the_write_under_way() {
    mailbox.offer(frames("a", 1));
    mailbox.ping();
    mailbox.ping();
    mailbox.written();
    mailbox.written();
    assertThat(done).containsExactly("write a", "ping");
  }

  @Test
  void nothing_is_written_to_a_connection_that_is_gone() {
    mailbox.offer(frames("a", 1));
    mailbox.offer(frames("b", 2));
    mailbox.discard();
    mailbox.written();
    mailbox.offer(frames("c", 3));
    mailbox.closeAfterwards(1012, "restart");
    assertThat(mailbox.waitingBytes()).isZero();
    assertThat(done).containsExactly("write a");
  }

  @Test
  void of_a_client_that_falls_behind_what_is_ephemeral_is_dropped_first() {
    mailbox.offer(frames("a", 1));
    assertThat(mailbox.offer(ephemeral("typing"))).isTrue();
    int taken = 0;
    while (mailbox.waitingBytes() < 800) {
      assertThat(mailbox.offer(frames("b".repeat(100), 2 + taken))).isTrue();
      taken++;
    }
    // There is too much already for more that is ephemeral.
    assertThat(mailbox.offer(ephemeral("presence"))).isTrue();
    // And what was taken of it makes room for what isn't.
    assertThat(mailbox.offer(frames("c".repeat(100), 99))).isTrue();
    mailbox.written();
    assertThat(done)
        .containsExactly("write a", "write " + "b".repeat(100 * taken) + "c".repeat(100));
  }

  @Test
  void a_client_that_keeps_up_gets_what_is_ephemeral() {
    mailbox.offer(frames("a", 1));
    mailbox.offer(ephemeral("b"));
    mailbox.offer(frames("c", 2));
    mailbox.written();
    mailbox.written();
    mailbox.offer(ephemeral("d"));
    assertThat(done).containsExactly("write a", "write bc", "write d");
  }

  @Test
  void a_page_is_asked_for_when_little_waits_and_once_alone() {
    mailbox.whenLow(() -> done.add("page 1"));
    assertThat(done).containsExactly("page 1");
    mailbox.offer(frames("a", 1));
    mailbox.offer(frames("b".repeat(200), 2));
    mailbox.whenLow(() -> done.add("page 2"));
    assertThat(done).containsExactly("page 1", "write a");
    mailbox.written();
    mailbox.written();
    assertThat(done).containsExactly("page 1", "write a", "write " + "b".repeat(200), "page 2");
  }

  @Test
  void no_page_is_asked_for_once_the_connection_closes() {
    mailbox.offer(frames("a", 1));
    mailbox.offer(frames("b".repeat(200), 2));
    mailbox.whenLow(() -> done.add("page"));
    mailbox.closeAfterwards(1012, "restart");
    mailbox.whenLow(() -> done.add("page"));
    mailbox.written();
    mailbox.written();
    assertThat(done).containsExactly("write a", "write " + "b".repeat(200), "close 1012 restart");
  }

  @Test
  void a_write_is_stuck_when_it_has_made_no_progress_for_a_while() {
    var socket = new RecordingSocket();
    var stuck = new Mailbox(socket, 1_000, Budgets.unbounded());
    assertThat(stuck.isStuck(0, 10)).isFalse();
    stuck.ping();
    socket.unwritten(100);
    assertThat(stuck.isStuck(20, 10)).isFalse();
    assertThat(stuck.isStuck(31, 10)).isTrue();
    socket.unwritten(99);
    assertThat(stuck.isStuck(32, 10)).as("some of it was taken").isFalse();
    assertThat(stuck.isStuck(43, 10)).isTrue();
    socket.end();
    stuck.written();
    assertThat(stuck.isStuck(60, 10)).as("there is none").isFalse();
  }

  private static Frames ephemeral(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Frames(bytes, 0, true);
  }

  private static Frames frames(String text, long seq) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Frames(bytes, seq, false);
  }

  /** Its writes end when a test says so; those of capital letters at once. */
  private record NotingSocket(List<String> done) implements Socket {
    @Override
    public boolean write(Frames frames) {
      var text = new String(frames.bytes(), StandardCharsets.UTF_8);
      done.add("write " + text);
      return text.equals(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean ping() {
      done.add("ping");
      return false;
    }

    @Override
    public boolean pong(byte[] payload) {
      done.add("pong " + payload[0]);
      return false;
    }

    @Override
    public int unwritten() {
      return 0;
    }

    @Override
    public void close(int code, String reason) {
      done.add("close " + code + " " + reason);
    }

    @Override
    public void demand() {
      done.add("demand");
    }

    @Override
    public void abort() {
      done.add("abort");
    }

    @Override
    public void afterReading(Runnable action) {
      done.add("after reading");
    }
  }
}
