package chat.adapter.feed.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.presence.Presence;
import chat.testkit.presence.Heard;
import chat.testkit.presence.PresenceContract;
import org.junit.jupiter.api.Test;

class InProcessPresenceTest implements PresenceContract {
  @Override
  public Presence presence(Presence.Listener listener) {
    return new InProcessPresence(listener);
  }

  @Test
  void ten_thousand_rooms_leave_nothing_behind() {
    var presence = new InProcessPresence(new Heard());
    for (int room = 1; room <= 10_000; room++) {
      presence.enter(room(room), person(1));
    }
    assertThat(presence.rooms()).isEqualTo(10_000);
    for (int room = 1; room <= 10_000; room++) {
      presence.leave(room(room), person(1));
    }
    assertThat(presence.rooms()).isZero();
  }
}
