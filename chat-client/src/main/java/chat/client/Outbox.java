package chat.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that aren't acknowledged, in the order in which they were sent: those that are on
 * their way, and those whose turn is to come, again or for the first time. Belongs to the loop,
 * except for the count.
 */
final class Outbox {
  /** How often a fault of the server is put down to chance. */
  private static final int FAULTS = 3;

  private final Callbacks callbacks;
  private final int maxInFlight;
  private final AtomicInteger count;
  private final Map<Key, Outgoing> all = new HashMap<>();
  private final TreeMap<Long, Outgoing> toSend = new TreeMap<>();
  private long sent;

  /**
   * @param count of the messages that were accepted from the caller and not answered
   */
  Outbox(Callbacks callbacks, int maxInFlight, AtomicInteger count) {
    this.callbacks = callbacks;
    this.maxInFlight = maxInFlight;
    this.count = count;
  }

  /** Keeps a message until it is answered. */
  void add(long room, String clientId, String content, Answer<Ack> answer) {
    var key = new Key(room, clientId);
    var known = all.get(key);
    if (known == null) {
      var message = new Outgoing(sent++, key, content);
      message.answers.add(answer);
      all.put(key, message);
      toSend.put(message.turn, message);
    } else if (known.content.equals(content)) {
      known.answers.add(answer);
    } else {
      var detail = "The client_id is on its way with other content";
      fail(List.of(answer), new ChatRefused("client_id_conflict", 0, detail));
    }
  }

  /** Hands over whatever may be on its way now, in order. */
  void send(Connection connection, long longestFrame) {
    for (var next = toSend.values().iterator();
        next.hasNext() && all.size() - toSend.size() < maxInFlight; ) {
      var message = next.next();
      next.remove();
      var frame = message.frame();
      int length = frame.getBytes(StandardCharsets.UTF_8).length;
      if (length > longestFrame) {
        // The server would close the socket on it, again and again.
        var detail = "The frame has %d bytes, of %d at most".formatted(length, longestFrame);
        refuse(message.key, new ChatRefused("invalid", 0, detail));
      } else {
        message.sentAt = System.nanoTime();
        message.maybeStored = true;
        connection.send(frame);
      }
    }
  }

  /** Everything has to be sent again: the way that it was on is gone. */
  void sendAgain() {
    all.values().forEach(message -> toSend.put(message.turn, message));
  }

  /** What has been on its way for so long has to be sent again. */
  void sendAgainAfter(Duration unanswered) {
    long now = System.nanoTime();
    for (var message : all.values()) {
      if (!toSend.containsKey(message.turn) && now - message.sentAt > unanswered.toNanos()) {
        toSend.put(message.turn, message);
      }
    }
  }

  /** The server has stored one. */
  void acknowledge(Ack ack) {
    var message = remove(new Key(ack.roomId(), ack.clientId()));
    if (message != null) {
      tell(message.answers, answer -> answer.complete(ack));
    }
  }

  /** The server won't take this one, ever. */
  void refuse(Key key, ChatException why) {
    var message = remove(key);
    if (message != null) {
      fail(message.answers, why);
    }
  }

  /** The server won't take this one now. */
  void postpone(Key key) {
    var message = all.get(key);
    if (message != null) {
      toSend.put(message.turn, message);
    }
  }

  /** The server has failed with this one; too often, and it is refused. */
  void postponeOrRefuse(Key key, ChatException why) {
    var message = all.get(key);
    if (message != null) {
      if (++message.faults < FAULTS) {
        postpone(key);
      } else {
        refuse(key, why);
      }
    }
  }

  /** Gives up on all of them. */
  void abandon(String why) {
    for (Iterator<Outgoing> each = all.values().iterator(); each.hasNext(); ) {
      var message = each.next();
      each.remove();
      fail(message.answers, new ChatClosed(why, message.maybeStored));
    }
    toSend.clear();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  private @Nullable Outgoing remove(Key key) {
    var message = all.remove(key);
    if (message != null) {
      toSend.remove(message.turn);
    }
    return message;
  }

  private void fail(List<Answer<Ack>> answers, ChatException why) {
    tell(answers, answer -> answer.completeExceptionally(why));
  }

  private void tell(List<Answer<Ack>> answers, Consumer<Answer<Ack>> outcome) {
    count.addAndGet(-answers.size());
    answers.forEach(answer -> callbacks.run(() -> outcome.accept(answer)));
  }

  /** What the server knows a message by, among those of this user. */
  record Key(long room, String clientId) {}

  private static final class Outgoing {
    private final long turn;
    private final Key key;
    private final String content;
    private final List<Answer<Ack>> answers = new ArrayList<>(1);
    private long sentAt;
    private boolean maybeStored;
    private int faults;

    Outgoing(long turn, Key key, String content) {
      this.turn = turn;
      this.key = key;
      this.content = content;
    }

    String frame() {
      return Json.frame("send", key.room)
          .put("client_id", key.clientId)
          .put("content", content)
          .toString();
    }
  }
}
