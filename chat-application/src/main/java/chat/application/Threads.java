package chat.application;

/** What the JDK lacks for threads. */
public final class Threads {
  private Threads() {}

  /** Waits until a thread has ended, however often this one is interrupted meanwhile. */
  public static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException wait) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
