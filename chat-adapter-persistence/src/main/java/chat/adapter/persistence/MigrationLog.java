package chat.adapter.persistence;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Flyway's log without what it tells of the database's address: that may contain a password.
 * Public, because Flyway makes it by its name.
 */
public final class MigrationLog implements LogCreator {
  @Override
  public Log createLogger(Class<?> type) {
    return new ToSystemLogger(System.getLogger(type.getName()));
  }

  private record ToSystemLogger(System.Logger logger) implements Log {
    @Override
    public void debug(String message) {
      // Addresses and statements, of use to those who change Flyway.
    }

    @Override
    public void info(String message) {
      if (message.startsWith("Migrating schema") || message.startsWith("Successfully applied")) {
        logger.log(System.Logger.Level.INFO, message);
      }
    }

    @Override
    public void warn(String message) {
      logger.log(System.Logger.Level.WARNING, message);
    }

    @Override
    public void error(String message) {
      logger.log(System.Logger.Level.ERROR, message);
    }

    @Override
    public void error(String message, Exception e) {
      logger.log(System.Logger.Level.ERROR, message, e);
    }

    @Override
    public void notice(String message) {
      logger.log(System.Logger.Level.DEBUG, message);
    }
  }
}
