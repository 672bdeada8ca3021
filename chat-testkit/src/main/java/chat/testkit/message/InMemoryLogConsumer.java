package chat.testkit.message;

import chat.domain.message.Epoch;
import chat.domain.message.LogConsumer;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each message as the log had it last. What it flushed outlives it in a disk of memory, which
 * another instance may open. Any thread may read.
 */
public final class InMemoryLogConsumer implements LogConsumer {
  /** What is flushed as one step. */
  private record Kept(Epoch epoch, Map<RoomId, Long> positions, Map<MessageId, Message> messages) {
    Kept {
      positions = Map.copyOf(positions);
      messages = Map.copyOf(messages);
    }
  }

  private final AtomicReference<@Nullable Kept> disk;
  private @Nullable Epoch epoch;
  private final Map<RoomId, Long> positions = new HashMap<>();
  private final Map<MessageId, Message> messages = new HashMap<>();

  public InMemoryLogConsumer() {
    this(new AtomicReference<>());
  }

  private InMemoryLogConsumer(AtomicReference<@Nullable Kept> disk) {
    this.disk = disk;
  }

  /** Another instance for the same disk, as a server has after a restart. */
  public InMemoryLogConsumer restarted() {
    return new InMemoryLogConsumer(disk);
  }

  @Override
  public String name() {
    return "the copy in memory";
  }

  @Override
  public synchronized boolean open(Epoch now, boolean anew) {
    positions.clear();
    messages.clear();
    epoch = now;
    var kept = disk.get();
    boolean isOfUse = !anew && kept != null && kept.epoch().equals(now);
    if (kept != null && isOfUse) {
      positions.putAll(kept.positions());
      messages.putAll(kept.messages());
    } else {
      disk.set(new Kept(now, Map.of(), Map.of()));
    }
    return !isOfUse;
  }

  @Override
  public synchronized long position(RoomId room) {
    return positions.getOrDefault(room, 0L);
  }

  @Override
  public synchronized long events() {
    return positions.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized void take(List<RoomEvent.Logged> events) {
    requireOpen();
    var room = events.get(0).room();
    long position = position(room);
    for (var event : events) {
      position++;
      if (!event.room().equals(room) || event.seq() != position) {
        throw new IllegalArgumentException("event " + event.seq() + " doesn't follow");
      }
    }
    events.forEach(event -> messages.put(event.message().id(), event.message()));
    positions.put(room, position);
  }

  @Override
  public synchronized void flush() {
    disk.set(new Kept(requireOpen(), positions, messages));
  }

  @Override
  public synchronized void check() {
    requireOpen();
  }

  @Override
  public synchronized void close() {
    epoch = null;
    positions.clear();
    messages.clear();
  }

  /** The messages that it has, deleted ones too, in any order; none while it is closed. */
  public synchronized List<Message> messages() {
    return List.copyOf(messages.values());
  }

  private Epoch requireOpen() {
    if (epoch == null) {
      throw new IllegalStateException("it isn't open");
    }
    return epoch;
  }
}
