package chat.testkit.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.presence.Presence.Present;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryPresenceTest implements SharedPresenceContract {
  private final InMemoryNodes nodes = new InMemoryNodes();

  @Override
  public Nodes nodes() {
    return nodes;
  }

  @Test
  void a_presence_of_its_own_has_no_other_nodes() {
    var one = new InMemoryPresence(new Heard());
    var other = new InMemoryPresence(new Heard());
    one.enter(room(1), person(1));
    assertThat(one.present(room(1), 10)).isEqualTo(new Present(List.of(person(1)), 1));
    assertThat(other.present(room(1), 10).count()).isZero();
  }
}
