package chat.testmysql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the person at the keyboard asked for; both are empty on most machines. */
record Settings(Optional<Choice> choice, Optional<ExternalServer> external) {
  static final String SERVER = "CHAT_TEST_MYSQL_SERVER";
  static final String URL = "CHAT_TEST_MYSQL_URL";
  static final String USER = "CHAT_TEST_MYSQL_USER";
  static final String PASSWORD = "CHAT_TEST_MYSQL_PASSWORD";

  /** The servers that can be asked for by name. */
  enum Choice {
    MYSQL,
    MARIADB,
    DOCKER;

    private static Choice of(String word) {
      return Arrays.stream(values())
          .filter(choice -> choice.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      SERVER + " must be one of " + words() + ", but is '" + word + "'"));
    }

    private static String words() {
      return Arrays.stream(values()).map(Choice::word).collect(Collectors.joining(", "));
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** System properties first, then environment variables, under the same names. */
  static Settings ofThisMachine() {
    return from(name -> System.getProperty(name, System.getenv(name)));
  }

  static Settings from(Function<String, @Nullable String> lookup) {
    return new Settings(
        value(lookup, SERVER).map(Choice::of),
        value(lookup, URL)
            .map(
                url ->
                    ExternalServer.at(
                        url,
                        value(lookup, USER).orElse("root"),
                        value(lookup, PASSWORD).orElse(""))));
  }

  private static Optional<String> value(Function<String, @Nullable String> lookup, String name) {
    return Optional.ofNullable(lookup.apply(name)).filter(value -> !value.isBlank());
  }
}
