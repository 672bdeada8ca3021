package chat.adapter.web.socket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** A mailbox under any order of frames, ends of writes, pings and closes. */
class MailboxPropertiesTest {
  private static final int LIMIT = 2_000;

  /** One thing that happens; {@code size} is that of an offered frame's payload. */
  record Step(What what, int size) {}

  enum What {
    OFFER,
    OFFER_EPHEMERAL,
    WRITTEN,
    PING,
    PONG,
    WHEN_LOW,
    CLOSE_AFTERWARDS,
    CLOSE_INSTEAD,
    DISCARD
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    var what =
        Arbitraries.frequency(
            Tuple.of(40, What.OFFER),
            Tuple.of(20, What.OFFER_EPHEMERAL),
            Tuple.of(30, What.WRITTEN),
            Tuple.of(4, What.PING),
            Tuple.of(4, What.PONG),
            Tuple.of(5, What.WHEN_LOW),
            Tuple.of(1, What.CLOSE_AFTERWARDS),
            Tuple.of(1, What.CLOSE_INSTEAD),
            Tuple.of(1, What.DISCARD));
    var size =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.integers().between(1, 400)),
            Tuple.of(1, Arbitraries.integers().between(400, 3 * LIMIT)));
    return what.flatMap(each -> size.map(bytes -> new Step(each, bytes)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  @Property(tries = 500)
  void what_was_taken_goes_out_once_in_order_within_the_bound(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 2, max = 6) int every) {
    var socket = new RecordingSocket(write -> write % every == 0);
    var budget = Budgets.unbounded();
    var mailbox = new Mailbox(socket, LIMIT, budget);
    var taken = new ArrayList<String>();
    boolean open = true;
    boolean whole = true;
    int number = 0;
    for (var step : steps) {
      switch (step.what()) {
        case OFFER -> {
          var text = number++ + "-" + "x".repeat(step.size());
          boolean wasEmpty = mailbox.waitingBytes() == 0;
          boolean fits = mailbox.offer(frames(text, false));
          assertThat(fits || !wasEmpty).as("an empty mailbox takes anything").isTrue();
          if (fits && open) {
            taken.add(text);
          }
        }
        case OFFER_EPHEMERAL ->
            assertThat(mailbox.offer(frames("e" + number++ + "-" + "y".repeat(step.size()), true)))
                .as("what is ephemeral never ends a connection")
                .isTrue();
        case WRITTEN -> {
          if (socket.end()) {
            mailbox.written();
          }
        }
        case PING -> mailbox.ping();
        case PONG -> mailbox.pong(new byte[] {1});
        case WHEN_LOW -> mailbox.whenLow(() -> {});
        case CLOSE_AFTERWARDS -> {
          mailbox.closeAfterwards(1012, "");
          open = false;
        }
        case CLOSE_INSTEAD -> {
          whole &= !open;
          mailbox.closeInstead(4008, seq -> "");
          open = false;
        }
        case DISCARD -> {
          whole = false;
          open = false;
          mailbox.discard();
        }
      }
      // One large frame may be taken into an empty mailbox; beside it nothing else is.
      assertThat(mailbox.waitingBytes()).isLessThanOrEqualTo(Math.max(LIMIT, 3 * LIMIT + 100));
      assertThat(budget.used()).isGreaterThanOrEqualTo(mailbox.waitingBytes());
    }
    while (socket.end()) {
      mailbox.written();
    }

    var written = socket.texts().stream().filter(text -> !text.startsWith("e")).toList();
    if (whole) {
      assertThat(written).isEqualTo(taken);
    } else {
      assertThat(taken).hasSizeGreaterThanOrEqualTo(written.size());
      assertThat(written).isEqualTo(taken.subList(0, written.size()));
    }
    assertThat(socket.texts()).doesNotHaveDuplicates();
    assertThat(socket.overlapped()).isFalse();
    assertThat(socket.closes()).hasSizeLessThanOrEqualTo(1);
    assertThat(mailbox.waitingBytes()).isZero();
    assertThat(mailbox.backlog()).isZero();
    assertThat(budget.used()).as("what is kept in the end").isZero();
  }

  private static Frames frames(String text, boolean ephemeral) {
    var buffer = new FrameBuffer(64);
    buffer.begin();
    for (int i = 0; i < text.length(); i++) {
      buffer.write(text.charAt(i));
    }
    buffer.end(1);
    return buffer.take(1, ephemeral);
  }
}
