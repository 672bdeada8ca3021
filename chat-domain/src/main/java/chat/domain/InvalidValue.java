package chat.domain;

/**
 * A value that breaks its own rules; names the field and says what is wrong, for a person to read.
 */
public final class InvalidValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  /**
   * @param field the value's name on the wire, such as {@code username}
   * @param problem what is wrong with it, without the value itself: it may be a secret
   */
  public InvalidValue(String field, String problem) {
    super(field + " " + problem);
    this.field = field;
    this.problem = problem;
  }

  public String field() {
    return field;
  }

  public String problem() {
    return problem;
  }
}
