package chat.adapter.search.lucene;

import chat.domain.message.ConsumerUnavailable;
import chat.domain.message.ConsumerUnavailable.Reason;
import chat.domain.message.Epoch;
import chat.domain.message.LogConsumer;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.room.RoomId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The search index: a consumer of the log that keeps its words in a directory. One thread writes
 * it; any may search in it while it is open.
 */
public final class LuceneIndex implements LogConsumer {
  private static final Logger LOG = System.getLogger(LuceneIndex.class.getName());

  private final IndexFolder folder;
  private final AtomicReference<@Nullable IOException> distrusted = new AtomicReference<>();
  private volatile @Nullable WordIndex index;

  LuceneIndex(IndexFolder folder) {
    this.folder = folder;
  }

  /** Keeps the index in that directory, which no other server uses. */
  public static LuceneIndex in(Path directory) {
    return new LuceneIndex(IndexFolder.at(directory));
  }

  @Override
  public String name() {
    return "the search index";
  }

  /** What is searched; null while it isn't open. */
  @Nullable WordIndex opened() {
    return index;
  }

  /** A search found the index broken, so that it is built again. */
  void distrust(IOException why) {
    distrusted.set(why);
  }

  @Override
  public boolean open(Epoch epoch, boolean anew) {
    return attempt(
        () -> {
          var there = anew ? null : openExisting(epoch);
          index = there == null ? WordIndex.begin(folder, epoch) : there;
          distrusted.set(null);
          return there == null;
        });
  }

  private @Nullable WordIndex openExisting(Epoch epoch) throws IOException {
    try {
      return WordIndex.open(folder, epoch);
    } catch (LockObtainFailedException taken) {
      throw taken;
    } catch (IOException | RuntimeException unusable) {
      if (folder.isOutOfRoom(unusable)) {
        throw unusable;
      }
      LOG.log(
          Level.WARNING,
          "the search index can''t be used and is built again: {0}",
          unusable.getMessage());
      return null;
    }
  }

  @Override
  public long position(RoomId room) {
    return writable().positions().of(room.value());
  }

  @Override
  public long events() {
    return writable().positions().sum();
  }

  @Override
  public void take(List<RoomEvent.Logged> events) {
    var open = writable();
    var room = events.get(0).room();
    long position = open.positions().of(room.value());
    for (var event : events) {
      position++;
      if (!event.room().equals(room) || event.seq() != position) {
        throw new IllegalArgumentException(
            "event %d of room %d doesn't follow".formatted(event.seq(), event.room().value()));
      }
    }
    attempt(
        () -> {
          write(open, events);
          // After what it says: a search reads beyond this position from the log.
          open.positions().put(room.value(), events.get(events.size() - 1).seq());
          return true;
        });
  }

  /** Writes each message once, as the last of its events has it. */
  private static void write(WordIndex open, List<RoomEvent.Logged> events) throws IOException {
    Map<MessageId, Message> messages = new LinkedHashMap<>();
    Set<MessageId> posted = new HashSet<>();
    for (var event : events) {
      messages.put(event.message().id(), event.message());
      if (event instanceof RoomEvent.Posted) {
        posted.add(event.message().id());
      }
    }
    for (var message : messages.values()) {
      if (!posted.contains(message.id())) {
        if (message.isDeleted()) {
          open.remove(message);
        } else {
          open.replace(message);
        }
      } else if (!message.isDeleted()) {
        open.add(message);
      }
    }
  }

  @Override
  public void flush() {
    var open = writable();
    attempt(
        () -> {
          open.commit();
          return true;
        });
  }

  @Override
  public void check() {
    var open = writable();
    attempt(
        () -> {
          var why = distrusted.getAndSet(null);
          if (why != null) {
            throw why;
          }
          open.requireOpen();
          return true;
        });
  }

  @Override
  public void close() {
    var open = index;
    index = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private WordIndex writable() {
    var open = index;
    if (open == null) {
      throw new IllegalStateException("the search index isn't open");
    }
    return open;
  }

  private interface Attempt {
    boolean run() throws IOException;
  }

  /** Has a full disk and a directory in use stand out among what else may go wrong. */
  private boolean attempt(Attempt attempt) {
    try {
      return attempt.run();
    } catch (LockObtainFailedException taken) {
      throw new ConsumerUnavailable(
          Reason.IN_USE,
          "another server has its directory " + folder.path() + ": " + taken.getMessage(),
          taken);
    } catch (IOException failure) {
      requireRoom(failure);
      throw new UncheckedIOException(failure.getMessage(), failure);
    } catch (RuntimeException | AssertionError failure) {
      requireRoom(failure);
      throw failure;
    }
  }

  private void requireRoom(Throwable failure) {
    if (folder.isOutOfRoom(failure)) {
      throw new ConsumerUnavailable(
          Reason.OUT_OF_SPACE,
          "the disk of " + folder.path() + " is full: " + failure.getMessage(),
          failure);
    }
  }
}
