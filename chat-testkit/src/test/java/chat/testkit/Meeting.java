package chat.testkit;

import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where two threads wait a moment for each other, so that a race goes wrong surely. */
public final class Meeting {
  private final Exchanger<Boolean> exchanger = new Exchanger<>();

  /** Returns when another thread is here as well, or after 10 ms alone. */
  public void attend() {
    try {
      exchanger.exchange(true, 10, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Nobody came: there is no race.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
