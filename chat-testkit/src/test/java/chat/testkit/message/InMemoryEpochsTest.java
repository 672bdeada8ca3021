package chat.testkit.message;

import chat.domain.message.Epochs;
import java.util.function.Supplier;

class InMemoryEpochsTest implements EpochsContract {
  private final InMemoryEpochs epochs = new InMemoryEpochs();

  @Override
  public Epochs epochs() {
    return epochs.elsewhere();
  }

  @Override
  public Supplier<Epochs> untouched() {
    return new InMemoryEpochs()::elsewhere;
  }
}
