package chat.adapter.nats;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is and who to be there.
 *
 * @param servers at least one, of a cluster; all {@code nats://}, or all {@code tls://}
 * @param login what to show; null for a broker that everybody may use
 * @param tls whom to trust; null for those whom Java trusts
 */
public record NatsSettings(List<URI> servers, @Nullable Login login, @Nullable SSLContext tls) {
  public NatsSettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no server");
    }
  }

  /** The servers, fit for a log. */
  String names() {
    return servers.stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  boolean isSecure() {
    return servers.get(0).getScheme().equals("tls");
  }

  @Override
  public String toString() {
    return "NatsSettings[" + names() + "]";
  }

  /** What a broker wants to be shown. */
  public sealed interface Login {}

  /** A user's name and password. */
  public record Password(String user, String password) implements Login {
    @Override
    public String toString() {
      return "Password[user=" + user + ", password=hidden]";
    }
  }

  /** A token. */
  public record Token(String token) implements Login {
    @Override
    public String toString() {
      return "Token[hidden]";
    }
  }
}
