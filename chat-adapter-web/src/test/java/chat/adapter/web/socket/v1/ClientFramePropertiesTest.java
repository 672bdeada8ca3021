package chat.adapter.web.socket.v1;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.socket.connection.AlmostFrames;
import chat.adapter.web.socket.wire.FrameTexts;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClientFramePropertiesTest {
  private static final AsyncApi V1 = AsyncApi.published(AsyncApi.Channel.MANY);

  @Provide
  Arbitrary<String> almostFrames() {
    return AlmostFrames.any();
  }

  @Property(tries = 1_000)
  void any_text_is_a_frame_or_a_refusal(@ForAll("almostFrames") String text) {
    var frame = ClientFrame.of(text);

    if (frame instanceof ClientFrame.Invalid invalid) {
      FrameTexts.texts(V1Encoding.refusal(invalid.refusal(), invalid.subject()))
          .forEach(V1::checkReceived);
    } else {
      V1.checkSent(text);
    }
  }
}
