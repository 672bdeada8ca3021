package chat.adapter.web.socket.plain;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.socket.wire.FrameTexts;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class UtterancePropertiesTest {
  private static final AsyncApi PLAIN = AsyncApi.published();

  @Property(tries = 500)
  void any_text_is_said_or_refused(@ForAll String text) {
    if (Utterance.of(text) instanceof Utterance.Refused refused) {
      FrameTexts.texts(PlainEncoding.refusal(refused.refusal())).forEach(PLAIN::checkReceived);
    } else {
      PLAIN.checkSent(text);
    }
  }
}
