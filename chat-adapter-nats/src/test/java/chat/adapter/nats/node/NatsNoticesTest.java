package chat.adapter.nats.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import chat.adapter.nats.BrokerLink;
import chat.adapter.nats.TestLinks;
import chat.domain.node.Notice;
import chat.domain.node.Notices;
import chat.domain.token.TokenId;
import chat.testkit.node.NoticesContract;
import chat.testnats.TestBroker;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NatsNoticesTest implements NoticesContract {
  private static TestBroker broker;
  private final TestLinks links = new TestLinks();

  @BeforeAll
  static void launch() {
    broker = TestBroker.launch();
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  @AfterEach
  void close() {
    links.close();
  }

  @Override
  public Notices node() {
    return node(links.open(broker.url()), "epoch-of-the-tests");
  }

  private static Notices node(BrokerLink link, String epoch) {
    return new NatsNotices(link, TestLinks.envelope(epoch), TestLinks.PREFIX);
  }

  @Test
  void what_is_malformed_or_of_another_database_harms_nobody() {
    var subject = TestLinks.PREFIX + ".notices";
    var link = links.open(broker.url());
    var stranger = node(links.open(broker.url()), "of-another-database");
    var friend = node();
    var heard = new ConcurrentLinkedQueue<Notice>();
    node().listen(heard::add);
    var genuine = new Notice.TokensEnded(Set.of(new TokenId("genuine")));
    await()
        .until(
            () -> {
              link.send(subject, max -> List.of(new byte[] {1, 2, 3}, new byte[0]), 10);
              var sealed = TestLinks.envelope().seal(subject, new byte[] {99});
              link.send(subject, max -> List.of(sealed), 10);
              stranger.tell(new Notice.TokensEnded(Set.of(new TokenId("forged"))));
              friend.tell(genuine);
              return heard.size() > 3;
            });
    assertThat(heard).containsOnly(genuine);
  }

  @Test
  void bytes_that_are_no_notice_are_refused() {
    for (var bytes : List.of(new byte[0], new byte[] {99}, new byte[] {1, 0, 5, 'a'})) {
      assertThatThrownBy(() -> NoticeCodec.read(bytes)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> NoticeCodec.read(new byte[] {1, 0, 1, ' '}))
        .isInstanceOf(IOException.class);
  }
}
