package chat.proof.check;

import org.jspecify.annotations.Nullable;

/** An edit or a deletion that somebody wanted, and what came of it. */
final class Change {
  final Entry.ChangeTried tried;

  /** When it was tried and acknowledged, as places in the history. */
  final int triedAt;

  int ackedAt = -1;
  boolean refused;

  Change(Entry.ChangeTried tried, int triedAt) {
    this.tried = tried;
    this.triedAt = triedAt;
  }

  boolean isDeletion() {
    return tried.content() == null;
  }

  @Nullable String content() {
    return tried.content();
  }

  boolean isAcked() {
    return ackedAt >= 0;
  }

  /** Nobody was told whether it happened, or it did happen. */
  boolean mayHaveHappened() {
    return !refused;
  }

  /** Another one was asked for after this one was done, and was done too. */
  boolean isFollowedBy(Change other) {
    return isAcked() && other.isAcked() && !other.isDeletion() && other.triedAt > ackedAt;
  }

  @Override
  public String toString() {
    return (isDeletion() ? "deletion" : "edit to '" + tried.content() + "'")
        + " of message "
        + tried.id()
        + " in room "
        + tried.room();
  }
}
