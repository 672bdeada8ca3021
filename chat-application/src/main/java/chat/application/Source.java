package chat.application;

/**
 * Where calls come from, such as one address of the network: those of one source share what is
 * scarce, so that no source takes it from the others. Its key means nothing here.
 *
 * @param isKnown whether the account that is called for was used from there before
 */
public record Source(String key, boolean isKnown) {
  /** A source that no account was used from before. */
  public Source(String key) {
    this(key, false);
  }
}
