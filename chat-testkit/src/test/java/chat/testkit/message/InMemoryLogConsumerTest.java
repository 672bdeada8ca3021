package chat.testkit.message;

import chat.domain.message.LogConsumer;
import chat.domain.message.Message;
import chat.domain.room.RoomId;
import java.util.List;

class InMemoryLogConsumerTest implements LogConsumerContract {
  private final InMemoryLogConsumer first = new InMemoryLogConsumer();

  @Override
  public LogConsumer consumer() {
    return first.restarted();
  }

  @Override
  public List<Long> effect(LogConsumer consumer, RoomId room, String word) {
    return ((InMemoryLogConsumer) consumer)
        .messages().stream()
            .filter(message -> message.room().equals(room) && message.text().equals(word))
            .map(Message::seq)
            .toList();
  }
}
