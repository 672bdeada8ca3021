package chat.application.health;

import chat.domain.message.LogProgress;

/** Tells whether the server can do its work now. */
public interface CheckHealth {
  /**
   * Reads something from the store; returns when that went well and the store can also be written.
   *
   * @throws chat.domain.StoreUnavailable when not, with the reason
   */
  Health check();

  /**
   * How a server is that can do its work.
   *
   * @param search how far the search has followed what was said; whatever it is at, the server
   *     works
   * @param reachesOthers whether the servers of one database hear each other at once; when not,
   *     they find in the database what the others stored, within about a second
   */
  record Health(LogProgress search, boolean reachesOthers) {}
}
