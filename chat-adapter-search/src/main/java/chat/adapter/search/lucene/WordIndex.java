package chat.adapter.search.lucene;

import chat.domain.message.Epoch;
import chat.domain.message.Message;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * The index in its directory. What it has of the log is committed together with how far that is, so
 * that after a crash it goes on from there, with nothing lost and nothing twice. One thread writes;
 * any may read.
 */
final class WordIndex implements AutoCloseable {
  /** Changes with what {@link Fields} keeps and with what the domain takes for a word. */
  private static final String FORMAT = "1";

  private static final double MEMORY_MB = 32;

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final Fields fields = new Fields();
  private final Positions positions;
  private final Epoch epoch;

  private WordIndex(IndexFolder folder, Epoch epoch, IndexWriterConfig.OpenMode mode)
      throws IOException {
    this.epoch = epoch;
    directory = folder.open();
    IndexWriter opened = null;
    try {
      opened = new IndexWriter(directory, config(mode));
      var data = data(opened);
      if (mode == IndexWriterConfig.OpenMode.APPEND) {
        requireCurrent(data);
      }
      positions = Positions.parse(data.getOrDefault("positions", ""));
      searchers = new SearcherManager(opened, new SearcherFactory());
      writer = opened;
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.rollback();
      }
      directory.close();
      throw e;
    }
  }

  /** Says nothing of a merge that failed: it closes the writer, which tells the next who asks. */
  private static final class QuietMerges extends ConcurrentMergeScheduler {
    @Override
    protected void handleMergeException(Throwable why) {}
  }

  private static IndexWriterConfig config(IndexWriterConfig.OpenMode mode) {
    return new IndexWriterConfig()
        .setOpenMode(mode)
        .setIndexSort(Fields.LATEST_FIRST)
        .setRAMBufferSizeMB(MEMORY_MB)
        .setMergeScheduler(new QuietMerges())
        .setCommitOnClose(false);
  }

  private static Map<String, String> data(IndexWriter writer) {
    var data = new HashMap<String, String>();
    var live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    return data;
  }

  private void requireCurrent(Map<String, String> data) throws IOException {
    if (!FORMAT.equals(data.get("format"))) {
      throw new CorruptIndexException("it is of another version", "positions");
    }
    if (!epoch.value().equals(data.get("epoch"))) {
      throw new CorruptIndexException("it is of another epoch", "positions");
    }
  }

  /**
   * Opens what is there, after reading all of it once: a broken file is found now.
   *
   * @return null when there is none
   * @throws IOException when it can't be used
   */
  static @Nullable WordIndex open(IndexFolder folder, Epoch epoch) throws IOException {
    if (!folder.exists()) {
      return null;
    }
    try (var directory = folder.open()) {
      if (!DirectoryReader.indexExists(directory)) {
        return null;
      }
      try (var reader = DirectoryReader.open(directory)) {
        for (var leaf : reader.leaves()) {
          leaf.reader().checkIntegrity();
        }
      }
    }
    return new WordIndex(folder, epoch, IndexWriterConfig.OpenMode.APPEND);
  }

  /** Begins an empty one in place of what is there. */
  static WordIndex begin(IndexFolder folder, Epoch epoch) throws IOException {
    try (var directory = folder.open();
        var lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      for (var file : directory.listAll()) {
        // Never while another server has it, and that is told by the lock.
        lock.ensureValid();
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
    }
    var index = new WordIndex(folder, epoch, IndexWriterConfig.OpenMode.CREATE);
    try {
      index.commit();
      return index;
    } catch (IOException | RuntimeException e) {
      // Else it would keep the lock, and the next try would wait for it without end.
      closeAfter(e, index);
      throw e;
    }
  }

  private static void closeAfter(Exception why, WordIndex index) {
    try {
      index.close();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  SearcherManager searchers() {
    return searchers;
  }

  Positions positions() {
    return positions;
  }

  /** A message that isn't in it. */
  void add(Message message) throws IOException {
    writer.addDocument(fields.of(message));
  }

  /** A message that is in it, says something else now. */
  void replace(Message message) throws IOException {
    // In one step: no reader finds neither.
    writer.updateDocuments(Fields.only(message), List.of(fields.of(message)));
  }

  void remove(Message message) throws IOException {
    writer.deleteDocuments(Fields.only(message));
  }

  /** Makes it survive a crash as it is now, its positions with it. */
  void commit() throws IOException {
    writer.setLiveCommitData(
        Map.of("format", FORMAT, "epoch", epoch.value(), "positions", positions.toString())
            .entrySet());
    writer.commit();
  }

  /**
   * Looks whether an error has closed it, as one in a merge does, which nobody waits for.
   *
   * @throws IOException with that error as its cause
   */
  void requireOpen() throws IOException {
    var why = writer.getTragicException();
    if (why != null) {
      throw new IOException("an error has closed the index: " + why.getMessage(), why);
    }
  }

  /** Lets go of it without committing. */
  @Override
  public void close() throws IOException {
    try {
      searchers.close();
    } finally {
      try {
        writer.rollback();
      } finally {
        directory.close();
      }
    }
  }
}
