package chat.adapter.nats.node;

import chat.adapter.nats.BrokerLink;
import chat.adapter.nats.BrokerLink.Channel;
import chat.adapter.nats.Envelope;
import chat.adapter.nats.Seldom;
import chat.domain.node.Notice;
import chat.domain.node.Notices;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Notices between nodes by way of the broker. A notice of many tokens is sent in parts. May be used
 * by any thread.
 */
public final class NatsNotices implements Notices {
  private static final Logger LOG = System.getLogger(NatsNotices.class.getName());

  /** What a token takes in memory. */
  private static final int TOKEN_BYTES = 128;

  private final BrokerLink link;
  private final Envelope envelope;
  private final String subject;
  private final List<Consumer<Notice>> listeners = new CopyOnWriteArrayList<>();
  private final Seldom complaints = new Seldom();

  /**
   * @param prefix of the subject
   */
  public NatsNotices(BrokerLink link, Envelope envelope, String prefix) {
    this.link = link;
    this.envelope = envelope;
    subject = prefix + ".notices";
  }

  @Override
  public void tell(Notice notice) {
    int bytes = notice.fold(ended -> TOKEN_BYTES * ended.tokens().size(), () -> 0);
    link.send(subject, maxBytes -> sealed(notice, maxBytes), TOKEN_BYTES + bytes);
  }

  private List<byte[]> sealed(Notice notice, int maxBytes) {
    return NoticeCodec.write(notice, maxBytes - Envelope.overhead()).stream()
        .map(part -> envelope.seal(subject, part))
        .collect(Collectors.toList());
  }

  @Override
  public synchronized void listen(Consumer<Notice> listener) {
    listeners.add(listener);
    if (listeners.size() == 1) {
      link.follow(subject, Channel.NOTICES, this::receive);
    }
  }

  private void receive(String where, byte[] bytes) {
    try {
      var content = envelope.open(where, bytes);
      if (content.isPresent()) {
        var notice = NoticeCodec.read(content.get());
        listeners.forEach(listener -> hand(notice, listener));
      }
    } catch (IOException | Envelope.Foreign wrong) {
      if (complaints.isDue()) {
        LOG.log(
            Level.WARNING,
            "dropped what arrived under {0}: {1}; more of the kind isn''t logged for a minute",
            where,
            wrong.getMessage());
      }
    }
  }

  private static void hand(Notice notice, Consumer<Notice> listener) {
    try {
      listener.accept(notice);
    } catch (Throwable broken) {
      LOG.log(Level.ERROR, "a listener for notices failed", broken);
    }
  }

  @Override
  public boolean reachesOthers() {
    return link.isUp();
  }
}
