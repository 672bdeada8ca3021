package chat.application.epoch;

import chat.domain.StoreUnavailable;

/**
 * Notices that the database was put back to an earlier day and began a new epoch while this server
 * runs.
 */
public interface NoticeNewEpoch {
  /**
   * Looks once; blocks on the store. After a new epoch began, tokens and positions of the one
   * before count no more, and all sessions are ended: clients log in again and start over. To be
   * called now and then, by one thread at a time.
   *
   * @return whether a new epoch began since the last look
   * @throws StoreUnavailable when the store can't be asked
   */
  boolean look();
}
