package chat.domain.user;

import chat.domain.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a password has to be like for somebody to register with it. Those from before these rules
 * log their users in.
 *
 * @param minimum how many characters it has at least: {@value Password#MIN_CHARACTERS} to {@value
 *     Password#MAX_BYTES}
 * @param common those that are refused; null to refuse none
 */
public record PasswordRules(int minimum, @Nullable CommonPasswords common) {
  public PasswordRules {
    if (minimum < Password.MIN_CHARACTERS || minimum > Password.MAX_BYTES) {
      throw new IllegalArgumentException("a minimum that no password can have: " + minimum);
    }
  }

  /** What is wrong with the password, for a person to read; empty when nothing is. */
  public Optional<String> problem(Password password) {
    if (Text.length(password.value()) < minimum) {
      return Optional.of("must have at least " + minimum + " characters");
    }
    return common != null && common.contains(password)
        ? Optional.of("must not be one of the most common ones")
        : Optional.empty();
  }
}
