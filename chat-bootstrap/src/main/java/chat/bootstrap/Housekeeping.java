package chat.bootstrap;

import chat.application.epoch.NoticeNewEpoch;
import chat.application.token.EndRevokedSessions;
import chat.application.token.PurgeRevokedTokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is done every now and then, beside everything else. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  /** Two, so that an hour's purge doesn't hold up what is due each second. */
  private static final int THREADS = 2;

  private final PurgeRevokedTokens purgeRevokedTokens;
  private final EndRevokedSessions endRevokedSessions;
  private final NoticeNewEpoch noticeNewEpoch;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          THREADS,
          task -> {
            var thread = new Thread(task, "housekeeping");
            thread.setDaemon(true);
            return thread;
          });

  Housekeeping(
      PurgeRevokedTokens purgeRevokedTokens,
      EndRevokedSessions endRevokedSessions,
      NoticeNewEpoch noticeNewEpoch) {
    this.purgeRevokedTokens = purgeRevokedTokens;
    this.endRevokedSessions = endRevokedSessions;
    this.noticeNewEpoch = noticeNewEpoch;
  }

  void start() {
    var unusedPurge = timer.scheduleWithFixedDelay(this::purge, 1, 60, TimeUnit.MINUTES);
    var unusedEnd = timer.scheduleWithFixedDelay(this::endSessions, 1, 1, TimeUnit.SECONDS);
    var unusedEpoch = timer.scheduleWithFixedDelay(this::lookAtEpoch, 1, 1, TimeUnit.SECONDS);
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

  private void endSessions() {
    try {
      int ended = endRevokedSessions.end();
      if (ended > 0) {
        LOG.log(Level.DEBUG, "ended the sessions of {0} revoked tokens", ended);
      }
    } catch (RuntimeException later) {
      // Whoever keeps the store tells that it is away; once a second would be too often.
      LOG.log(Level.DEBUG, "couldn''t look for revoked sessions: {0}", later.getMessage());
    }
  }

  private void lookAtEpoch() {
    try {
      noticeNewEpoch.look();
    } catch (RuntimeException later) {
      LOG.log(Level.DEBUG, "couldn''t look for a new epoch: {0}", later.getMessage());
    }
  }

  @Override
  public void close() {
    timer.shutdown();
  }
}
