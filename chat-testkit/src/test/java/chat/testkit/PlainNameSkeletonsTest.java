package chat.testkit;

import chat.domain.NameSkeletons;

class PlainNameSkeletonsTest implements NameSkeletonsContract {
  @Override
  public NameSkeletons skeletons() {
    return new PlainNameSkeletons();
  }
}
