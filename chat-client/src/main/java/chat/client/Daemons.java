package chat.client;

import java.util.concurrent.ThreadFactory;

/** Threads that don't keep a program from ending. */
final class Daemons {
  private Daemons() {}

  static ThreadFactory named(String name) {
    return task -> {
      var thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
