package chat.domain.token;

/** A token as it goes over the wire. Whoever has it is the user, so it is never printed. */
public record SignedToken(String value) {
  @Override
  public String toString() {
    return "SignedToken[hidden]";
  }
}
