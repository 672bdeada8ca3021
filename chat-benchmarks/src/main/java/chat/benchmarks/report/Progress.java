package chat.benchmarks.report;

import java.io.PrintWriter;

/**
 * Tells what goes on: on a terminal in one line that changes, else a line for each step. Used by
 * one thread.
 */
public final class Progress {
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean isTerminal;
  private String step = "";

  public Progress(PrintWriter out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /** Something begins. */
  public void step(String what) {
    step = what;
    out.print(isTerminal ? ERASE + "  " + what : "  " + what + "\n");
    out.flush();
  }

  /** It goes on. */
  public void count(long count, String what) {
    if (isTerminal) {
      out.printf("%s  %s: %,d %s", ERASE, step, count, what);
      out.flush();
    }
  }

  /** Something that stays. */
  public void say(String text) {
    out.print((isTerminal ? ERASE : "") + text + "\n");
    out.flush();
  }
}
