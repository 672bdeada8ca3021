package chat.adapter.search.message;

import chat.domain.message.Epoch;
import chat.domain.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private WordIndex(Path path, Epoch epoch, IndexWriterConfig.OpenMode mode) throws IOException {
    this.epoch = epoch;
    directory = OwnerOnlyDirectory.open(path);
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

  private static IndexWriterConfig config(IndexWriterConfig.OpenMode mode) {
    return new IndexWriterConfig()
        .setOpenMode(mode)
        .setIndexSort(Fields.LATEST_FIRST)
        .setRAMBufferSizeMB(MEMORY_MB)
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
  static @Nullable WordIndex open(Path path, Epoch epoch) throws IOException {
    if (!Files.isDirectory(path)) {
      return null;
    }
    try (var directory = OwnerOnlyDirectory.open(path)) {
      if (!DirectoryReader.indexExists(directory)) {
        return null;
      }
      try (var reader = DirectoryReader.open(directory)) {
        for (var leaf : reader.leaves()) {
          leaf.reader().checkIntegrity();
        }
      }
    }
    return new WordIndex(path, epoch, IndexWriterConfig.OpenMode.APPEND);
  }

  /** Begins an empty one in place of what is there. */
  static WordIndex begin(Path path, Epoch epoch) throws IOException {
    try (var directory = OwnerOnlyDirectory.open(path);
        var lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      for (var file : directory.listAll()) {
        // Never while another server has it, and that is told by the lock.
        lock.ensureValid();
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
    }
    var index = new WordIndex(path, epoch, IndexWriterConfig.OpenMode.CREATE);
    index.commit();
    return index;
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

  /** Whether it can still be written to. */
  boolean isOpen() {
    return writer.isOpen();
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
