package chat.adapter.persistence;

/** What a later version of this program leaves in the history of migrations. */
final class NewerVersion {
  static final String MIGRATION =
      """
      INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by,
           installed_on, execution_time, success)
      VALUES (999, '999', 'of a newer version', 'SQL', 'V999__of_a_newer_version.sql', 1, 'chat',
              CURRENT_TIMESTAMP, 1, 1)
      """;

  private NewerVersion() {}
}
