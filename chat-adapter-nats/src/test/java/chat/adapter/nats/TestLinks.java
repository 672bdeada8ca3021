package chat.adapter.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import chat.domain.message.Epoch;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links of nodes that share a database, closed together. */
public final class TestLinks implements AutoCloseable {
  public static final String PREFIX = "test";
  private static final byte[] SECRET = "a secret of the tests, 32 bytes at least".getBytes(UTF_8);

  private final List<BrokerLink> links = new ArrayList<>();

  public static NatsSettings settings(URI url) {
    return settings(url, null);
  }

  public static NatsSettings settings(URI url, NatsSettings.@Nullable Login login) {
    return new NatsSettings(List.of(url), login, null);
  }

  /** One more node. */
  public BrokerLink open(URI url) {
    return open(settings(url));
  }

  public BrokerLink open(NatsSettings settings) {
    var link = BrokerLink.open(settings);
    links.add(link);
    return link;
  }

  /** What a node signs with. */
  public static Envelope envelope() {
    return envelope("epoch-of-the-tests");
  }

  public static Envelope envelope(String epoch) {
    return new Envelope(SECRET, () -> new Epoch(epoch));
  }

  public static void awaitUp(BrokerLink link) {
    await().atMost(Duration.ofSeconds(60)).until(link::isUp);
  }

  public static void awaitDown(BrokerLink link) {
    await().atMost(Duration.ofSeconds(60)).until(() -> !link.isUp());
  }

  @Override
  public void close() {
    links.forEach(BrokerLink::close);
  }
}
