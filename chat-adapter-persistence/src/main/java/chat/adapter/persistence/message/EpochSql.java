package chat.adapter.persistence.message;

import chat.domain.message.Epoch;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The statements on epochs. */
public interface EpochSql {
  @SqlQuery(
      """
      SELECT epoch
      FROM epochs
      ORDER BY id DESC
      LIMIT 1
      """)
  Optional<Epoch> current();

  @SqlUpdate(
      """
      INSERT INTO epochs (id, epoch, since)
      VALUES (:id, :epoch, :since)
      """)
  int begin(long id, Epoch epoch, Instant since);

  @SqlUpdate(
      """
      INSERT INTO epochs (epoch, since)
      VALUES (:epoch, :since)
      """)
  int add(Epoch epoch, Instant since);
}
