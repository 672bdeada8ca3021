package chat.adapter.nats.message;

import chat.adapter.nats.BrokerLink;
import chat.adapter.nats.BrokerLink.Channel;
import chat.adapter.nats.Envelope;
import chat.adapter.nats.Seldom;
import chat.domain.message.Message;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed;
import chat.domain.room.RoomId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * The feed of several nodes: delivers on this one at once, as the feed of one process does, and
 * sends to the others. What the broker loses they find in the log. May be used by any thread.
 *
 * <p>Rooms share subjects, so that a node that follows many rooms has few subscriptions, and one
 * that follows few gets few events that it has no use for.
 */
public final class NatsRoomFeed implements RoomFeed {
  private static final Logger LOG = System.getLogger(NatsRoomFeed.class.getName());

  /** The same on all nodes. */
  private static final int SHARDS = 1_024;

  /** What an event takes beside its text. */
  private static final int BASE_BYTES = 300;

  private final RoomFeed local;
  private final BrokerLink link;
  private final Envelope envelope;
  private final String prefix;
  private final ConcurrentHashMap<String, Integer> followed = new ConcurrentHashMap<>();
  private final Seldom complaints = new Seldom();

  /**
   * @param local delivers in this process
   * @param prefix of the subjects
   */
  public NatsRoomFeed(RoomFeed local, BrokerLink link, Envelope envelope, String prefix) {
    this.local = local;
    this.link = link;
    this.envelope = envelope;
    this.prefix = prefix + ".room.";
  }

  @Override
  public void publish(RoomId room, List<RoomEvent> events) {
    local.publish(room, events);
    if (link.isUp()) {
      var sent = List.copyOf(events);
      var subject = subject(room);
      link.send(subject, maxBytes -> sealed(subject, room, sent, maxBytes), bytes(sent));
    }
  }

  private List<byte[]> sealed(String subject, RoomId room, List<RoomEvent> events, int maxBytes) {
    return EventCodec.write(room, events, maxBytes - Envelope.overhead()).stream()
        .map(part -> envelope.seal(subject, part))
        .collect(Collectors.toList());
  }

  private static int bytes(List<RoomEvent> events) {
    int bytes = 0;
    for (var event : events) {
      bytes += BASE_BYTES;
      if (event instanceof RoomEvent.Logged logged) {
        bytes += Character.BYTES * text(logged.message());
      }
    }
    return bytes;
  }

  private static int text(Message message) {
    return message.text().length();
  }

  @Override
  public Subscription subscribe(RoomId room, Subscriber subscriber) {
    var subject = subject(room);
    var here = local.subscribe(room, subscriber);
    // Within the map, so that the last to leave and the first to come are told in their order.
    followed.compute(
        subject,
        (same, count) -> {
          if (count == null) {
            link.follow(subject, Channel.ROOMS, this::receive);
            return 1;
          }
          return count + 1;
        });
    var open = new AtomicBoolean(true);
    return () -> {
      here.close();
      if (open.compareAndSet(true, false)) {
        followed.computeIfPresent(
            subject,
            (same, count) -> {
              if (count > 1) {
                return count - 1;
              }
              link.unfollow(subject);
              return null;
            });
      }
    };
  }

  /** How many subjects are followed, which is all that is kept. */
  int subjects() {
    return followed.size();
  }

  private void receive(String subject, byte[] bytes) {
    try {
      var content = envelope.open(subject, bytes);
      if (content.isPresent()) {
        var events = EventCodec.read(content.get());
        var room = events.get(0).room();
        if (!subject(room).equals(subject)) {
          throw new IOException("of a room that has another subject");
        }
        local.publish(room, events);
      }
    } catch (IOException | Envelope.Foreign wrong) {
      if (complaints.isDue()) {
        LOG.log(
            Level.WARNING,
            "dropped what arrived under {0}: {1}; more of the kind isn''t logged for a minute",
            subject,
            wrong.getMessage());
      }
    }
  }

  private String subject(RoomId room) {
    return prefix + room.value() % SHARDS;
  }
}
