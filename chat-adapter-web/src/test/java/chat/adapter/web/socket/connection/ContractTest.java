package chat.adapter.web.socket.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.adapter.web.contract.AsyncApi;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the endpoint's code can produce is what {@code asyncapi.yaml} says, no less and no more. */
class ContractTest {
  private static final AsyncApi CONTRACT = AsyncApi.published();
  private static final AsyncApi V1 = AsyncApi.published(AsyncApi.Channel.MANY);

  /** Invalid frames in a row are an offence in chat.v1 alone: elsewhere any text can be said. */
  private static final Set<Integer> V1_CODES = Set.of(Connection.PROTOCOL_ERROR);

  @Test
  void the_document_names_every_code_of_an_error() throws Exception {
    var codes = new TreeSet<String>();
    SampleRefusals.all().forEach(refusal -> codes.add(refusal.code()));

    assertThat(codes).isEqualTo(V1.errorCodes());
    codes.removeAll(SampleRefusals.OF_V1_ALONE);
    assertThat(codes).isEqualTo(CONTRACT.errorCodes());
  }

  @Test
  void the_document_names_every_code_that_a_socket_is_closed_with() throws Exception {
    var codes = new TreeSet<Integer>();
    for (var field : Connection.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        field.setAccessible(true);
        codes.add(field.getInt(null));
      }
    }

    assertThat(codes).isEqualTo(new TreeSet<>(V1.closeCodes()));
    codes.removeAll(V1_CODES);
    assertThat(codes).isEqualTo(new TreeSet<>(CONTRACT.closeCodes()));
  }

  @Test
  void a_close_fails_with_another_code_or_reason() {
    CONTRACT.checkClosed(1003, "text frames only");
    CONTRACT.checkClosed(1012, "{\"retry_after_ms\":500}");
    CONTRACT.checkClosed(4008, "{\"reason\":\"slow reader\"}");
    CONTRACT.checkClosed(4008, "{\"reason\":\"slow reader\",\"resume_after_seq\":7}");
    assertThatThrownBy(() -> CONTRACT.checkClosed(4999, "")).isInstanceOf(AssertionError.class);
    for (var reason : List.of("", "soon", "{}", "{\"retry_after_ms\":\"500\"}")) {
      assertThatThrownBy(() -> CONTRACT.checkClosed(1012, reason))
          .as(reason)
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> CONTRACT.checkClosed(1003, "no")).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> CONTRACT.checkRefused(418)).isInstanceOf(AssertionError.class);
  }
}
