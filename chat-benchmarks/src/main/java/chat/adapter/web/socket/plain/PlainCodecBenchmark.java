package chat.adapter.web.socket.plain;

import chat.benchmarks.micro.SampleEvents;
import chat.domain.message.RoomEvent;
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
public class PlainCodecBenchmark {
  private static final int GROUP = 100;

  private final List<RoomEvent> group = List.copyOf(SampleEvents.posted(GROUP));
  private final List<RoomEvent> single = group.subList(0, 1);
  private final PlainEncoding encoding = new PlainEncoding(16_384);
  private String json =
      "{\"content\":\"Shall we meet at the station at ten past eight, as always?\"}";
  private String text = "Shall we meet at the station at ten past eight, as always?";

  @Benchmark
  public void encode(Blackhole hole) {
    encoding.encode(single, hole::consume);
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void encodeInAGroup(Blackhole hole) {
    encoding.encode(group, hole::consume);
  }

  @Benchmark
  public Object decodeJson() {
    return Utterance.of(json);
  }

  /** Plain text, which is no JSON. */
  @Benchmark
  public Object decodeText() {
    return Utterance.of(text);
  }
}
