package chat.adapter.security.user;

import chat.domain.user.CommonPasswords;
import chat.testkit.user.CommonPasswordsContract;

class ZxcvbnCommonPasswordsTest implements CommonPasswordsContract {
  private final ZxcvbnCommonPasswords common = new ZxcvbnCommonPasswords();

  @Override
  public CommonPasswords common() {
    return common;
  }
}
