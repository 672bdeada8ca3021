package chat.application.node;

import chat.domain.node.Notice;
import chat.domain.node.Notices;
import chat.domain.token.LiveSessions;
import chat.domain.token.TokenId;
import java.util.Set;

/**
 * The sessions of this node, with one difference: those that end here end on the other nodes too,
 * as soon as they hear of it. For tokens that the store says are revoked. Thread-safe.
 */
public final class SessionsEverywhere implements LiveSessions {
  private final LiveSessions here;
  private final Notices notices;

  public SessionsEverywhere(LiveSessions here, Notices notices) {
    this.here = here;
    this.notices = notices;
  }

  @Override
  public Set<TokenId> tokens() {
    return here.tokens();
  }

  @Override
  public void end(Set<TokenId> tokens) {
    here.end(tokens);
    if (!tokens.isEmpty()) {
      notices.tell(new Notice.TokensEnded(tokens));
    }
  }
}
