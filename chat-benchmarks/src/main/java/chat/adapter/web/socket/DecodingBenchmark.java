package chat.adapter.web.socket;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to understand a client's frame. In the package of what it measures, which nobody
 * else is to see.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodingBenchmark {
  private String plain =
      "{\"content\":\"Shall we meet at the station at ten past eight, as always?\"}";
  private String text = "Shall we meet at the station at ten past eight, as always?";
  private String v1Send =
      "{\"type\":\"send\",\"room_id\":7,\"client_id\":\"4f1c0f5e-4f0e-4b8e-9d55-000000000017\","
          + "\"content\":\"Shall we meet at the station at ten past eight, as always?\"}";

  @Benchmark
  public Object plain() {
    return Utterance.of(plain);
  }

  /** Plain text, which is no JSON. */
  @Benchmark
  public Object plainText() {
    return Utterance.of(text);
  }

  @Benchmark
  public Object v1Send() {
    return ClientFrame.of(v1Send);
  }
}
