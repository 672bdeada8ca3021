package chat.benchmarks.micro;

import chat.application.message.FollowRoomService;
import chat.application.message.Lanes;
import chat.application.message.SendMessage;
import chat.application.message.SendMessageService;
import chat.application.room.KnownRooms;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.testkit.message.InMemoryRoomFeed;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs to hand a message to its room's lane and to get the answer, where the log itself
 * costs nothing: one at a time, which is two switches between threads, and many at once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LaneBenchmark {
  private static final int MANY = 256;
  private static final int CAPACITY = 4_096;

  private final CompletableFuture<?>[] answers = new CompletableFuture<?>[MANY];

  private final CountingLog log = new CountingLog();
  private final InMemoryRoomFeed feed = new InMemoryRoomFeed();
  private final FollowRoomService followers = new FollowRoomService(feed, log);
  private final Lanes lanes = new Lanes(log, feed, followers, 1, CAPACITY, 1 << 26);
  private final SendMessage sendMessage;
  private final SendMessage.Command command;

  public LaneBenchmark() {
    var users = new InMemoryUsers();
    var rooms = new InMemoryRooms(users);
    var author = SampleUsers.registered(users);
    sendMessage = new SendMessageService(new KnownRooms(rooms), lanes, Clock.systemUTC());
    command =
        new SendMessage.Command(
            author,
            SampleRooms.opened(rooms, author.id()).id(),
            new Content("Shall we meet at the station at ten past eight, as always?"),
            new ClientId("4f1c0f5e-4f0e-4b8e-9d55-000000000001"));
  }

  @TearDown(Level.Trial)
  public void close() {
    lanes.close();
    followers.close();
  }

  @Benchmark
  public Object oneAtATime() {
    return sendMessage.send(command).toCompletableFuture().join();
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public Object[] manyAtOnce() {
    for (int i = 0; i < MANY; i++) {
      answers[i] = sendMessage.send(command).toCompletableFuture();
    }
    for (var answer : answers) {
      answer.join();
    }
    return answers;
  }
}
