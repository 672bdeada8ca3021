package chat.domain.node;

import chat.domain.token.TokenId;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What one node tells the others, so that they look at the store sooner than they would. */
public sealed interface Notice {
  /** These tokens don't count any more: the store says so already. */
  record TokensEnded(Set<TokenId> tokens) implements Notice {
    public TokensEnded {
      tokens = Set.copyOf(tokens);
    }

    @Override
    public <T> T fold(Function<TokensEnded, T> tokensEnded, Supplier<T> presenceChanged) {
      return tokensEnded.apply(this);
    }
  }

  /** Somebody came to a room or left it on the node that tells: the store says so already. */
  record PresenceChanged() implements Notice {
    @Override
    public <T> T fold(Function<TokensEnded, T> tokensEnded, Supplier<T> presenceChanged) {
      return presenceChanged.get();
    }
  }

  /** One of the functions, by what it is. */
  <T> T fold(Function<TokensEnded, T> tokensEnded, Supplier<T> presenceChanged);
}
