package chat.benchmarks.yardstick;

import chat.benchmarks.contestant.ChildServer;
import chat.benchmarks.contestant.Contestant;
import chat.benchmarks.contestant.PlainDialect;
import chat.benchmarks.contestant.Yardstick;
import java.util.List;
import java.util.Map;

/** The yardsticks in Java, on this process's class path. They keep nothing. */
final class JavaPrograms {
  private JavaPrograms() {}

  /** The wire's limit, or close to it. */
  static Contestant netty() {
    return program("Netty, coalesced", NettyBroadcaster.class);
  }

  /** What one would write first. */
  static Contestant javalin() {
    return program("Javalin, ctx.send", JavalinLoop.class);
  }

  private static Contestant program(String name, Class<?> main) {
    return new Yardstick(
        name,
        List.of(ChildServer.java(), "-cp", System.getProperty("java.class.path"), main.getName()),
        Map.of(),
        new PlainDialect());
  }
}
