package chat.adapter.persistence.message;

import chat.adapter.persistence.database.Database;
import chat.adapter.persistence.database.Duplicate;
import chat.domain.message.Epoch;
import chat.domain.message.Epochs;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Epochs in a table, where the newest row names the one of now. Thread-safe. */
public final class JdbiEpochs implements Epochs {
  private static final System.Logger LOG = System.getLogger(JdbiEpochs.class.getName());

  /** The id of a store's first epoch: of several who begin it at once, its key lets one. */
  private static final long FIRST = 1;

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  public JdbiEpochs(Database database) {
    this.database = database;
  }

  @Override
  public Epoch current() {
    var current = database.read(EpochSql.class, EpochSql::current);
    return current.isPresent() ? current.get() : begun();
  }

  private Epoch begun() {
    try {
      var first = neverSeen();
      database.write(EpochSql.class, epochs -> epochs.begin(FIRST, first, now()));
      return first;
    } catch (Duplicate e) {
      LOG.log(System.Logger.Level.DEBUG, "another server began the first epoch");
      return database.read(EpochSql.class, EpochSql::current).orElseThrow();
    }
  }

  @Override
  public Epoch renew() {
    var next = neverSeen();
    database.write(EpochSql.class, epochs -> epochs.add(next, now()));
    return next;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Not even where the rows are gone that would tell: 64 bits at random. */
  private Epoch neverSeen() {
    return new Epoch(HexFormat.of().toHexDigits(random.nextLong()));
  }
}
