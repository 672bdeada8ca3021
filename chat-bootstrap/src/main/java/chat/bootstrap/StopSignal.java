package chat.bootstrap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for somebody to stop the program: Ctrl-C, {@code kill} or the end of the terminal. Asking
 * once leaves it the time to finish its work and end well; asking again ends it at once.
 *
 * <p>A shutdown hook would do for the first, but the runtime then reports 130 or 143 for a program
 * that ended well, and ignores whoever asks again.
 */
final class StopSignal {
  private static final System.Logger LOG = System.getLogger(StopSignal.class.getName());
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private final CountDownLatch asked = new CountDownLatch(1);

  /** Listens from now on. */
  StopSignal() {
    SIGNALS.forEach(this::listen);
  }

  /**
   * By reflection, because compilers warn of {@code sun.misc.Signal} and can't be told not to. The
   * JDK has no other way to hear a signal, and exports this one for that reason (JEP 260).
   */
  private void listen(String name, int number) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                heard(number);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (InvocationTargetException e) {
      // Not every system has every signal, and java -Xrs keeps them all for the system.
      LOG.log(System.Logger.Level.DEBUG, "can''t listen for SIG{0}", name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime lacks the module jdk.unsupported", e);
    }
  }

  private void heard(int number) {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(128 + number);
    }
    asked.countDown();
  }

  void await() throws InterruptedException {
    asked.await();
  }
}
