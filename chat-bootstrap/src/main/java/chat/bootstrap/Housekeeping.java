package chat.bootstrap;

import chat.application.token.PurgeRevokedTokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is done once an hour, beside everything else. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  private final PurgeRevokedTokens purgeRevokedTokens;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  Housekeeping(PurgeRevokedTokens purgeRevokedTokens) {
    this.purgeRevokedTokens = purgeRevokedTokens;
  }

  void start() {
    var unused = timer.scheduleWithFixedDelay(this::purge, 1, 60, TimeUnit.MINUTES);
  }

  private void purge() {
    try {
      int purged = purgeRevokedTokens.purge();
      LOG.log(Level.DEBUG, "forgot {0} revoked tokens that have expired", purged);
    } catch (RuntimeException later) {
      // An exception would end the schedule; the next hour is soon enough.
      LOG.log(Level.WARNING, "couldn''t purge revoked tokens: {0}", later.getMessage());
    }
  }

  @Override
  public void close() {
    timer.shutdown();
  }
}
