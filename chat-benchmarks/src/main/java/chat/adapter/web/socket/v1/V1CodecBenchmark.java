package chat.adapter.web.socket.v1;

import chat.benchmarks.micro.SampleEvents;
import chat.domain.message.RoomEvent;
import chat.domain.user.UserId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to turn an event into the bytes that its room shares, by itself as at low load and
 * as one of a group, and to understand a client's frame. In the package of what it measures, which
 * nobody else is to see.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class V1CodecBenchmark {
  private static final int GROUP = 100;

  private final List<RoomEvent.Logged> group = SampleEvents.posted(GROUP);
  private final List<RoomEvent.Logged> single = group.subList(0, 1);
  private final UserId speaker = group.get(0).message().author().id();
  private final V1Encoding encoding = new V1Encoding(16_384);
  private String send =
      "{\"type\":\"send\",\"room_id\":7,\"client_id\":\"4f1c0f5e-4f0e-4b8e-9d55-000000000017\","
          + "\"content\":\"Shall we meet at the station at ten past eight, as always?\"}";

  @Benchmark
  public void encode(Blackhole hole) {
    encoding.encode(single, hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void encodeInAGroup(Blackhole hole) {
    encoding.encode(group, hole::consume);
  }

  /** And the one who said it gets other bytes. */
  @Benchmark
  public void encodeWithItsSendersOwn(Blackhole hole) {
    encoding.encode(single, frames -> hole.consume(frames.to(speaker)));
  }

  /** And one of those who said something gets other bytes. */
  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void encodeInAGroupWithOneSendersOwn(Blackhole hole) {
    encoding.encode(group, frames -> hole.consume(frames.to(speaker)));
  }

  @Benchmark
  public Object decodeSend() {
    return ClientFrame.of(send);
  }
}
