package chat.adapter.web.socket;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to turn an event into the bytes that its room shares: by itself, as at low load,
 * and as one of a group. In the package of what it measures, which nobody else is to see.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {
  private static final int GROUP = 100;
  private static final int SPEAKERS = 10;

  private final List<RoomEvent.Logged> group =
      IntStream.rangeClosed(1, GROUP).mapToObj(EncodingBenchmark::posted).toList();
  private final List<RoomEvent> plainGroup = List.copyOf(group);
  private final List<RoomEvent.Logged> single = group.subList(0, 1);
  private final List<RoomEvent> plainSingle = plainGroup.subList(0, 1);
  private final UserId speaker = group.get(0).message().author().id();
  private final PlainEncoding plain = new PlainEncoding(16_384);
  private final V1Encoding v1 = new V1Encoding(16_384);

  private static RoomEvent.Logged posted(int number) {
    int speaker = number % SPEAKERS + 1;
    return new RoomEvent.Posted(
        new Message(
            new MessageId(1_000_000L + number),
            new RoomId(7),
            50_000L + number,
            new Identity(new UserId(speaker), new Username("user" + speaker)),
            new Content("Shall we meet at the station at ten past eight, as always?"),
            new ClientId("4f1c0f5e-4f0e-4b8e-9d55-%012d".formatted(number)),
            Instant.parse("2026-05-04T12:00:00.789Z").plusMillis(number)));
  }

  @Benchmark
  public void plain(Blackhole hole) {
    plain.encode(plainSingle, hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void plainInAGroup(Blackhole hole) {
    plain.encode(plainGroup, hole::consume);
  }

  @Benchmark
  public void v1(Blackhole hole) {
    v1.encode(single, hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void v1InAGroup(Blackhole hole) {
    v1.encode(group, hole::consume);
  }

  /** And the one who said it gets other bytes. */
  @Benchmark
  public void v1AndItsSendersOwn(Blackhole hole) {
    v1.encode(single, frames -> hole.consume(frames.to(speaker)));
  }

  /** And one of those who said something gets other bytes. */
  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void v1InAGroupAndOneSendersOwn(Blackhole hole) {
    v1.encode(group, frames -> hole.consume(frames.to(speaker)));
  }
}
