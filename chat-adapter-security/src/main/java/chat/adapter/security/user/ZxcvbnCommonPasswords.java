package chat.adapter.security.user;

import chat.domain.user.CommonPasswords;
import chat.domain.user.Password;
import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** The 30,000 of zxcvbn's list, some 3 MB in memory. Immutable. */
public final class ZxcvbnCommonPasswords implements CommonPasswords {
  private final Set<String> passwords;

  /** Reads the list, which takes some milliseconds. */
  public ZxcvbnCommonPasswords() {
    try {
      passwords = Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
    } catch (IOException e) {
      throw new UncheckedIOException("the list is a part of this program", e);
    }
  }

  @Override
  public boolean contains(Password password) {
    return passwords.contains(password.value().toLowerCase(Locale.ROOT));
  }
}
