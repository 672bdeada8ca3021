package chat.attack.scenario;

import chat.attack.wire.Answer;
import chat.attack.wire.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that wait for each answer before they ask again. Each has a thread and a connection,
 * which it makes anew when the server has closed it.
 */
public final class Callers {
  private static final long PAUSE_NANOS = 50_000_000;

  private Callers() {}

  /** What one caller does, time after time. */
  @FunctionalInterface
  public interface Call {
    /**
     * @param caller whose turn it is, from 0
     * @param turn how many times this caller has called before
     */
    void make(Line line, int caller, int turn) throws IOException;
  }

  /** A request for a caller and its turn. */
  @FunctionalInterface
  public interface Ask {
    byte[] request(int caller, int turn);
  }

  /** The usual call: one request, whose answer is counted. */
  public static Call asking(Target target, Ask ask) {
    return (line, caller, turn) -> answered(target, line, ask.request(caller, turn));
  }

  /** Sends a request and counts it and its answer. */
  public static Answer answered(Target target, Line line, byte[] request) throws IOException {
    target.traffic().sent(request.length);
    var answer = line.exchange(request);
    target.traffic().received(answer.body().length());
    target.traffic().answered(answer.status());
    return answer;
  }

  /**
   * Lets so many call until the attack's time is up.
   *
   * @param addresses how many addresses they come from
   * @param pauseNanos between two turns of one caller
   */
  public static void run(Target target, int callers, int addresses, long pauseNanos, Call call)
      throws InterruptedException {
    run(target, callers, addresses, pauseNanos, Integer.MAX_VALUE, call);
  }

  /** The same with a new connection for each turn. */
  public static void visit(Target target, int callers, int addresses, long pauseNanos, Call call)
      throws InterruptedException {
    run(target, callers, addresses, pauseNanos, 1, call);
  }

  private static void run(
      Target target, int callers, int addresses, long pauseNanos, int turns, Call call)
      throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < callers; i++) {
      int caller = i;
      var thread =
          new Thread(
              () -> work(target, caller, caller % addresses, pauseNanos, turns, call), "caller");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (var thread : threads) {
      thread.join();
    }
  }

  private static void work(
      Target target, int caller, int address, long pauseNanos, int turns, Call call) {
    int turn = 0;
    while (!target.isOver()) {
      try (var line = target.connect(address)) {
        for (int i = 0; i < turns && !target.isOver(); i++) {
          call.make(line, caller, turn++);
          LockSupport.parkNanos(pauseNanos);
        }
      } catch (IOException e) {
        target.traffic().closed();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
