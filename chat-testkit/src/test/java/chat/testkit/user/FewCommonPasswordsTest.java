package chat.testkit.user;

import chat.domain.user.CommonPasswords;

class FewCommonPasswordsTest implements CommonPasswordsContract {
  @Override
  public CommonPasswords common() {
    return new FewCommonPasswords();
  }
}
