package chat.testkit;

import chat.domain.StoreCondition;
import chat.domain.StoreUnavailable.Reason;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.util.EnumSet;
import java.util.Set;

class InMemoryStoreConditionTest implements StoreConditionContract {
  final StoreSwitch store = new StoreSwitch();
  private final InMemoryUsers users = new InMemoryUsers(store);

  @Override
  public StoreCondition condition() {
    return store;
  }

  @Override
  public void store() {
    SampleUsers.registered(users);
  }

  @Override
  public void impede(Reason reason) {
    store.down(reason);
  }

  @Override
  public void relieve() {
    store.up();
  }

  @Override
  public void look() {
    // It knows at any time.
  }

  @Override
  public Set<Reason> reasons() {
    return EnumSet.allOf(Reason.class);
  }
}
