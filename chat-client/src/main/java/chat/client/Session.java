package chat.client;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token in use, and where the next one comes from. Safe for use by several threads. */
final class Session {
  private final Supplier<String> source;
  private final boolean renewable;
  private final AtomicReference<@Nullable String> token = new AtomicReference<>();
  private final Object fetching = new Object();

  Session(Calls calls, Credentials credentials) {
    if (credentials instanceof Credentials.Login login) {
      source = () -> calls.logIn(login.username, login.password);
      renewable = true;
    } else if (credentials instanceof Credentials.Tokens tokens) {
      source = tokens.supplier;
      renewable = true;
    } else {
      source =
          () -> {
            throw new ChatRefused("unauthorized", 401, "The token has ended");
          };
      renewable = false;
      token.set(((Credentials.Token) credentials).token);
    }
  }

  /** Whether there may be a token after this one. */
  boolean isRenewable() {
    return renewable;
  }

  /** The token in use; gets one when there is none. May block. */
  String token() {
    var known = token.get();
    if (known != null) {
      return known;
    }
    synchronized (fetching) {
      // Of several who need one, one gets it.
      known = token.get();
      if (known == null) {
        known = source.get();
        token.set(known);
      }
      return known;
    }
  }

  /** A token in place of this one, unless there is another already. May block. */
  String after(String old) {
    synchronized (fetching) {
      var known = token.get();
      if (known == null || known.equals(old)) {
        known = source.get();
        token.set(known);
      }
      return known;
    }
  }

  /** Says that a token counts no more. */
  void ended(String old) {
    token.updateAndGet(known -> old.equals(known) ? null : known);
  }
}
