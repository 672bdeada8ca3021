package chat.adapter.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.nats.Envelope.Foreign;
import chat.domain.message.Epoch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final String SUBJECT = "test.room.1";
  private static final byte[] CONTENT = "hello".getBytes(UTF_8);

  private final Envelope here = TestLinks.envelope();
  private final Envelope there = TestLinks.envelope();

  @Test
  void what_another_node_sealed_is_opened() throws Foreign {
    assertThat(there.open(SUBJECT, here.seal(SUBJECT, CONTENT))).hasValue(CONTENT);
    assertThat(there.open(SUBJECT, here.seal(SUBJECT, new byte[0]))).hasValue(new byte[0]);
    var longest = TestLinks.envelope("e".repeat(Epoch.MAX_CHARACTERS));
    assertThat(longest.seal(SUBJECT, CONTENT)).hasSize(CONTENT.length + Envelope.overhead());
  }

  @Test
  void what_a_node_sealed_itself_is_dropped() throws Foreign {
    assertThat(here.open(SUBJECT, here.seal(SUBJECT, CONTENT))).isEmpty();
  }

  @Test
  void another_subject_secret_or_epoch_is_foreign() {
    var sealed = here.seal(SUBJECT, CONTENT);
    assertThatThrownBy(() -> there.open("test.room.2", sealed)).isInstanceOf(Foreign.class);
    var stranger =
        new Envelope("another secret".getBytes(UTF_8), () -> new Epoch("epoch-of-the-tests"));
    assertThatThrownBy(() -> stranger.open(SUBJECT, sealed)).isInstanceOf(Foreign.class);
    assertThatThrownBy(() -> TestLinks.envelope("later").open(SUBJECT, sealed))
        .isInstanceOf(Foreign.class)
        .hasMessageContaining("epoch");
  }

  @Test
  void any_byte_that_is_changed_or_missing_makes_it_foreign() {
    var sealed = here.seal(SUBJECT, CONTENT);
    for (int i = 0; i < sealed.length; i++) {
      var changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> there.open(SUBJECT, changed)).isInstanceOf(Foreign.class);
      var cut = Arrays.copyOf(sealed, i);
      assertThatThrownBy(() -> there.open(SUBJECT, cut)).isInstanceOf(Foreign.class);
    }
  }
}
