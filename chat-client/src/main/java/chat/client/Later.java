package chat.client;

@SuppressWarnings("TypeParameterUnusedInFormals")
final class Later {
  private Later() {}

  static <T> T yet() {
    if (Later.class.desiredAssertionStatus()) {
      throw new UnsupportedOperationException();
    }
    throw new UnsupportedOperationException();
  }
}
