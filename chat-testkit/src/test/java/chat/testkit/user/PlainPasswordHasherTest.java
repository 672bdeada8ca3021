package chat.testkit.user;

import chat.domain.user.PasswordHasher;

class PlainPasswordHasherTest implements PasswordHasherContract {
  @Override
  public PasswordHasher hasher() {
    return new PlainPasswordHasher();
  }

  @Override
  public PasswordHasher hasherOfLessWork() {
    return new PlainPasswordHasher(1);
  }
}
