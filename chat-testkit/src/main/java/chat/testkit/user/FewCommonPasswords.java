package chat.testkit.user;

import chat.domain.user.CommonPasswords;
import chat.domain.user.Password;
import java.util.Locale;
import java.util.Set;

/** For tests alone: a handful of them. Stateless. */
public final class FewCommonPasswords implements CommonPasswords {
  private static final Set<String> COMMON = Set.of("123456", "password", "qwerty", "iloveyou");

  @Override
  public boolean contains(Password password) {
    return COMMON.contains(password.value().toLowerCase(Locale.ROOT));
  }
}
