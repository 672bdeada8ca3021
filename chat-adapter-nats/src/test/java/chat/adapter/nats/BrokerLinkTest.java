package chat.adapter.nats;

import static chat.adapter.nats.TestLinks.awaitDown;
import static chat.adapter.nats.TestLinks.awaitUp;
import static chat.adapter.nats.TestLinks.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.adapter.nats.BrokerLink.Channel;
import chat.testnats.Cable;
import chat.testnats.Certificate;
import chat.testnats.TestBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A link to a broker of its own, because that is killed, frozen and cut off. */
@Execution(ExecutionMode.CONCURRENT)
class BrokerLinkTest {
  private static final String NEWS = "test.news";

  /** For the address, not for the name of this machine. */
  private static final Certificate CERTIFICATE = Certificate.of("ip:127.0.0.1");

  private final TestLinks links = new TestLinks();

  @AfterEach
  void close() {
    links.close();
  }

  @Test
  void what_is_sent_arrives_at_followers_until_they_stop() {
    try (var broker = TestBroker.launch()) {
      var here = links.open(broker.url());
      var there = links.open(broker.url());
      var news = followed(there, NEWS);
      var other = followed(there, "test.other");
      sendUntilHeard(here, NEWS, "one", news);
      there.unfollow(NEWS);
      await().until(there::isIdle);
      int heard = news.size();
      sendUntilHeard(here, "test.other", "two", other);
      assertThat(news).hasSize(heard).doesNotContain("two");
    }
  }

  @Test
  void a_killed_broker_is_noticed_and_followers_hear_again_when_it_is_back() {
    try (var broker = TestBroker.launch()) {
      var here = links.open(broker.url());
      var there = links.open(broker.url());
      var news = followed(there, NEWS);
      for (int i = 1; i <= 2; i++) {
        sendUntilHeard(here, NEWS, "before " + i, news);
        broker.kill();
        awaitDown(here);
        awaitDown(there);
        send(here, NEWS, "lost");
        broker.start();
        awaitUp(here);
        awaitUp(there);
        sendUntilHeard(here, NEWS, "after " + i, news);
      }
      assertThat(news).doesNotContain("lost");
    }
  }

  @Test
  void a_frozen_broker_is_noticed_and_costs_senders_no_time() throws Exception {
    try (var broker = TestBroker.launch()) {
      var here = links.open(broker.url());
      var there = links.open(broker.url());
      var news = followed(there, NEWS);
      sendUntilHeard(here, NEWS, "before", news);
      broker.freeze();
      // More than every buffer on the way holds: whoever waited for one would wait for ever.
      var parcel = "x".repeat(60_000);
      for (int i = 0; i < 2_000; i++) {
        send(here, NEWS, parcel);
      }
      awaitDown(here);
      awaitDown(there);
      broker.thaw();
      awaitUp(here);
      awaitUp(there);
      sendUntilHeard(here, NEWS, "after", news);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_cable_that_is_cut_in_one_direction_is_noticed(Cable.Direction direction) {
    try (var broker = TestBroker.launch();
        var cable = new Cable(broker.address())) {
      var here = links.open(broker.url(cable.port()));
      var there = links.open(broker.url());
      var news = followed(there, NEWS);
      var back = followed(here, "test.back");
      sendUntilHeard(here, NEWS, "before", news);
      sendUntilHeard(there, "test.back", "before", back);
      cable.cut(direction);
      // Also while messages arrive all the time.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                send(there, "test.back", "meanwhile");
                return !here.isUp();
              });
      cable.mend();
      awaitUp(here);
      sendUntilHeard(here, NEWS, "after", news);
      sendUntilHeard(there, "test.back", "after", back);
    }
  }

  @Test
  void a_receiver_that_hangs_holds_up_neither_senders_nor_the_other_channel() {
    try (var broker = TestBroker.launch()) {
      var here = links.open(broker.url());
      var there = links.open(broker.url());
      var entered = new CountDownLatch(1);
      var release = new CountDownLatch(1);
      there.follow(
          NEWS,
          Channel.ROOMS,
          (subject, bytes) -> {
            entered.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      var notices = new ConcurrentLinkedQueue<String>();
      there.follow(
          "test.notices", Channel.NOTICES, (s, bytes) -> notices.add(new String(bytes, UTF_8)));
      await()
          .until(
              () -> {
                send(here, NEWS, "hold");
                return entered.getCount() == 0;
              });
      sendUntilHeard(here, "test.notices", "notice", notices);
      assertThat(there.isUp()).isTrue();
      release.countDown();
    }
  }

  @Test
  void a_password_or_a_token_that_is_right_lets_in() {
    try (var broker = TestBroker.launchWithPassword("ann", "secret")) {
      var login = new NatsSettings.Password("ann", "secret");
      assertThat(links.open(settings(broker.url(), login)).isUp()).isTrue();
    }
    try (var broker = TestBroker.launchWithToken("secret")) {
      var login = new NatsSettings.Token("secret");
      assertThat(links.open(settings(broker.url(), login)).isUp()).isTrue();
    }
  }

  @Test
  void a_login_that_is_wrong_or_missing_is_refused_in_one_line_without_it() {
    try (var broker = TestBroker.launchWithPassword("ann", "secret")) {
      assertRefused(
          settings(broker.url(), new NatsSettings.Password("ann", "wrong-one")),
          "refuses the login");
      assertRefused(
          settings(broker.url(), new NatsSettings.Token("wrong-one")), "refuses the login");
      assertRefused(settings(broker.url()), "wants a login");
    }
  }

  @Test
  void a_broker_that_refuses_the_login_for_a_while_is_asked_again_and_again() {
    try (var broker = TestBroker.launch();
        var strict = TestBroker.launchWithToken("secret")) {
      var cable = new SwitchedCable(broker);
      try (cable) {
        var here = links.open(broker.url(cable.port()));
        cable.plugInto(strict);
        awaitDown(here);
        // A client of jnats gives up at the second refusal.
        await().atMost(Duration.ofSeconds(60)).until(() -> cable.connections() > 2);
        cable.plugInto(broker);
        awaitUp(here);
      }
    }
  }

  @Test
  void tls_is_for_those_who_trust_the_certificate() {
    try (var broker = TestBroker.launchWithTls(CERTIFICATE)) {
      var here = links.open(trusting(broker.url()));
      var there = links.open(trusting(broker.url()));
      sendUntilHeard(here, NEWS, "secure", followed(there, NEWS));
      assertRefused(settings(broker.url()), "can't be trusted");
    }
  }

  @Test
  void a_certificate_that_does_not_name_the_host_is_refused() {
    try (var broker = TestBroker.launchWithTls(CERTIFICATE)) {
      var byName = URI.create(broker.url().toString().replace("127.0.0.1", "localhost"));
      assertRefused(trusting(byName), "can't be trusted");
    }
  }

  @Test
  void nobody_goes_without_tls_where_one_side_wants_it() {
    try (var broker = TestBroker.launchWithTls(CERTIFICATE)) {
      assertRefused(
          settings(URI.create(broker.url().toString().replace("tls:", "nats:"))), "wants TLS");
    }
    try (var broker = TestBroker.launch()) {
      assertRefused(
          settings(URI.create(broker.url().toString().replace("nats:", "tls:"))), "has no TLS");
    }
  }

  @Test
  void a_frozen_broker_with_tls_is_noticed_too() {
    try (var broker = TestBroker.launchWithTls(CERTIFICATE)) {
      var here = links.open(trusting(broker.url()));
      var news = followed(links.open(trusting(broker.url())), NEWS);
      sendUntilHeard(here, NEWS, "before", news);
      broker.freeze();
      var parcel = "x".repeat(60_000);
      for (int i = 0; i < 2_000; i++) {
        send(here, NEWS, parcel);
      }
      awaitDown(here);
      broker.thaw();
      awaitUp(here);
      sendUntilHeard(here, NEWS, "after", news);
    }
  }

  private static NatsSettings trusting(URI url) {
    return new NatsSettings(List.of(url), null, CERTIFICATE.trusting());
  }

  @Test
  void a_port_that_nobody_listens_at_is_told() {
    URI nobody;
    try (var broker = TestBroker.launch()) {
      nobody = broker.url();
    }
    assertRefused(settings(nobody), "refuses connections");
    assertRefused(settings(URI.create("nats://no-such-host.invalid")), "is no host");
  }

  @Test
  void a_port_where_something_else_speaks_or_is_silent_is_told() throws IOException {
    try (var port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var url = URI.create("nats://127.0.0.1:" + port.getLocalPort());
      assertRefused(settings(url), "doesn't answer as NATS does");
      var speaking = new Thread(() -> greetAs(port, "SSH-2.0-OpenSSH_9.2\r\n"));
      speaking.setDaemon(true);
      speaking.start();
      assertRefused(settings(url), "isn't a NATS server");
    }
  }

  private static void greetAs(ServerSocket port, String greeting) {
    while (!port.isClosed()) {
      try (var client = port.accept()) {
        client.getOutputStream().write(greeting.getBytes(UTF_8));
      } catch (IOException gone) {
        // A client that has given up, or the test is over.
      }
    }
  }

  @Test
  void one_server_of_several_is_enough() {
    try (var broker = TestBroker.launch()) {
      var settings =
          new NatsSettings(List.of(URI.create("nats://127.0.0.1:1"), broker.url()), null, null);
      assertThat(links.open(settings).isUp()).isTrue();
    }
  }

  @Test
  void a_link_that_is_closed_sends_what_waited_and_ends_its_threads() {
    try (var broker = TestBroker.launch()) {
      var there = links.open(broker.url());
      var news = followed(there, NEWS);
      sendUntilHeard(links.open(broker.url()), NEWS, "ready", news);
      var here = links.open(broker.url());
      send(here, NEWS, "last words");
      here.close();
      await().until(() -> news.contains("last words"));
      assertThat(here.isUp()).isFalse();
      here.close();
    }
  }

  private void assertRefused(NatsSettings settings, String why) {
    assertThatThrownBy(() -> links.open(settings))
        .isInstanceOf(CannotReachBroker.class)
        .hasMessageStartingWith(settings.names() + " ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("wrong-one");
  }

  private static Queue<String> followed(BrokerLink link, String subject) {
    var heard = new ConcurrentLinkedQueue<String>();
    link.follow(subject, Channel.ROOMS, (s, bytes) -> heard.add(new String(bytes, UTF_8)));
    return heard;
  }

  private static void send(BrokerLink link, String subject, String text) {
    link.send(subject, max -> List.of(text.getBytes(UTF_8)), 2 * text.length());
  }

  private static void sendUntilHeard(
      BrokerLink link, String subject, String text, Queue<String> heard) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              send(link, subject, text);
              return heard.contains(text);
            });
  }
}
