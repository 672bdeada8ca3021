package chat.application.node;

import chat.domain.node.Notice;
import chat.domain.token.LiveSessions;
import java.util.function.Consumer;

/**
 * Does at once what another node says and this one would find in the store by itself, later.
 * Thread-safe; never blocks.
 */
public final class HearNoticesService implements Consumer<Notice> {
  private final LiveSessions sessions;
  private final Runnable presenceChanged;

  /**
   * @param sessions those of this node
   * @param presenceChanged has the presence looked at soon; must not block
   */
  public HearNoticesService(LiveSessions sessions, Runnable presenceChanged) {
    this.sessions = sessions;
    this.presenceChanged = presenceChanged;
  }

  @Override
  public void accept(Notice notice) {
    notice.<Runnable>fold(ended -> () -> sessions.end(ended.tokens()), () -> presenceChanged).run();
  }
}
