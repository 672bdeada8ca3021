package chat.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.adapter.web.limit.LimitSettings;
import chat.adapter.web.limit.Limits;
import chat.adapter.web.socket.connection.Connection;
import chat.adapter.web.socket.connection.SocketSettings;
import chat.adapter.web.socket.fanout.Hub;
import chat.adapter.web.socket.wire.RecordingSocket;
import chat.domain.room.RoomId;
import chat.domain.token.SignedToken;
import chat.domain.user.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * A socket that joins, leaves and comes back at any moment between others' messages, before a feed
 * that leaves out what it likes and a client that reads when it likes.
 */
class SeatPropertiesTest {
  private static final Pattern SEQ = Pattern.compile("\"type\":\"message\".*\"seq\":(\\d+)");

  enum Step {
    POST,
    POST_MANY,
    LOSE,
    TELL,
    JOIN,
    LEAVE,
    READ,
    READ_ALL
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.frequency(
            Tuple.of(10, Step.POST),
            Tuple.of(1, Step.POST_MANY),
            Tuple.of(3, Step.LOSE),
            Tuple.of(4, Step.TELL),
            Tuple.of(6, Step.JOIN),
            Tuple.of(2, Step.LEAVE),
            Tuple.of(6, Step.READ),
            Tuple.of(3, Step.READ_ALL))
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private static final RealChat chat = new RealChat();
  private static final Endpoint endpoint =
      new Endpoint(
          SocketSettings.DEFAULTS,
          new Limits(LimitSettings.OFF),
          new OpenSockets(Clock.systemUTC()),
          chat.useCases());

  private static final ExecutorService loop = Executors.newSingleThreadExecutor();
  private static final Hub hub = endpoint.newHub(loop);

  @BeforeContainer
  static void open() {
    endpoint.start();
  }

  @AfterContainer
  static void close() throws InterruptedException {
    endpoint.close();
    loop.shutdownNow();
    chat.close();
  }

  @Property(tries = 200)
  void everything_is_told_once_and_in_order(@ForAll("steps") List<Step> steps) {
    var run = new Run();
    steps.forEach(run::take);
    run.finish();
  }

  /** One client in one room; what it was told of before it left counts when it comes back. */
  private static final class Run {
    private final RoomId room = chat.room();
    private final Identity author = chat.registered();
    private final RecordingSocket socket = new RecordingSocket();
    private final Connection connection;
    private long posted;
    private boolean joined;

    /** How often the client has left. */
    private int left;

    Run() {
      var claims =
          endpoint
              .useCases()
              .authenticate()
              .authenticate(new SignedToken(chat.token()))
              .orElseThrow();
      connection = endpoint.v1(null, claims, socket, hub);
      connection.opened();
    }

    void take(Step step) {
      switch (step) {
        case POST -> post(1);
        case POST_MANY -> post(150);
        case LOSE -> chat.loseFromTheFeed(event -> true);
        case TELL -> chat.loseFromTheFeed(event -> false);
        case JOIN -> join();
        case LEAVE -> leave();
        case READ -> read();
        case READ_ALL -> readAll();
      }
    }

    private void post(int count) {
      for (int i = 0; i < count; i++) {
        chat.post(author, room, "m");
        posted++;
      }
    }

    private void join() {
      if (!joined) {
        joined = true;
        // What is still on its way is told first, as to a client that waits for "left".
        settle("left", left);
        say("{\"type\":\"join\",\"room_id\":%d,\"after_seq\":%d}".formatted(room.value(), last()));
      }
    }

    private void leave() {
      if (joined) {
        joined = false;
        left++;
        say("{\"type\":\"leave\",\"room_id\":%d}".formatted(room.value()));
      }
    }

    private void say(String frame) {
      connection.text(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)), true);
    }

    /** Waits until the client has read so many frames of a type. */
    private void settle(String type, int count) {
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                readAll();
                return socket.texts().stream()
                        .filter(text -> text.startsWith("{\"type\":\"" + type + "\""))
                        .count()
                    == count;
              });
    }

    private boolean read() {
      if (socket.end()) {
        connection.mailbox().written();
        return true;
      }
      return false;
    }

    private void readAll() {
      while (read()) {
        // Each end of a write may begin another.
      }
    }

    private List<Long> seqs() {
      var seqs = new ArrayList<Long>();
      for (var text : socket.texts()) {
        var seq = SEQ.matcher(text);
        if (seq.find()) {
          seqs.add(Long.parseLong(seq.group(1)));
        }
      }
      return seqs;
    }

    private long last() {
      var seqs = seqs();
      return seqs.isEmpty() ? 0 : seqs.get(seqs.size() - 1);
    }

    void finish() {
      chat.loseFromTheFeed(event -> false);
      join();
      // Shows what the feed has left out, as the next message in a room always does.
      post(1);
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                readAll();
                return last() >= posted;
              });
      assertThat(seqs()).isEqualTo(LongStream.rangeClosed(1, posted).boxed().toList());
      assertThat(socket.closes()).isEmpty();
      assertThat(socket.overlapped()).isFalse();
      connection.gone();
    }
  }
}
