package chat.adapter.persistence.database;

import java.lang.reflect.Type;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.argument.NullArgument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/** Teaches Jdbi to bind a type of the domain, before any way that Jdbi knows by itself. */
public final class Arguments {
  private Arguments() {}

  public static <T> ArgumentFactory of(Class<T> type, Setter<T> setter) {
    return new OfType<>(type, setter);
  }

  /** Sets one parameter of a statement. */
  @FunctionalInterface
  public interface Setter<T> {
    void set(PreparedStatement statement, int position, T value) throws SQLException;
  }

  /** Preparable, because Jdbi asks those first, and has one of its own for {@code Instant}. */
  private record OfType<T>(Class<T> type, Setter<T> setter) implements ArgumentFactory.Preparable {
    @Override
    public Optional<Function<Object, Argument>> prepare(Type declared, ConfigRegistry config) {
      return declared == type ? Optional.of(this::argument) : Optional.empty();
    }

    private Argument argument(@Nullable Object value) {
      return value == null
          ? new NullArgument(Types.NULL)
          : (position, statement, context) -> setter.set(statement, position, type.cast(value));
    }
  }
}
