package chat.adapter.web.socket.v1;

import static org.assertj.core.api.Assertions.assertThat;

import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Epoch;
import chat.domain.message.MessageId;
import chat.domain.room.RoomId;
import chat.domain.token.SignedToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameTest {
  private static final RoomId ROOM = new RoomId(1);

  private static ClientFrame of(String json) {
    return ClientFrame.of(json.replace('\'', '"'));
  }

  @Test
  void every_type_is_read_with_its_members() {
    assertThat(of("{'type':'join','room_id':1}")).isEqualTo(new ClientFrame.Join(ROOM, null, null));
    assertThat(of("{'type':'join','room_id':1,'after_seq':0,'epoch':'e7'}"))
        .isEqualTo(new ClientFrame.Join(ROOM, 0L, new Epoch("e7")));
    assertThat(of("{'type':'join','room_id':1,'after_seq':null,'epoch':null}"))
        .isEqualTo(new ClientFrame.Join(ROOM, null, null));
    assertThat(of("{'type':'leave','room_id':1}")).isEqualTo(new ClientFrame.Leave(ROOM));
    assertThat(of("{'type':'send','room_id':1,'client_id':'c','content':'hi'}"))
        .isEqualTo(new ClientFrame.Send(ROOM, new ClientId("c"), new Content("hi")));
    assertThat(of("{'type':'edit','room_id':1,'id':12,'content':'hi'}"))
        .isEqualTo(new ClientFrame.Edit(ROOM, new MessageId(12), new Content("hi")));
    assertThat(of("{'type':'delete','room_id':1,'id':12}"))
        .isEqualTo(new ClientFrame.Delete(ROOM, new MessageId(12)));
    assertThat(of("{'type':'typing','room_id':1}")).isEqualTo(new ClientFrame.Type(ROOM));
    assertThat(of("{'type':'ping'}")).isEqualTo(new ClientFrame.Ping(null));
    assertThat(of("{'type':'ping','id':-3}")).isEqualTo(new ClientFrame.Ping(-3L));
    assertThat(of("{'type':'auth','token':'t'}"))
        .isEqualTo(new ClientFrame.Authenticate(new SignedToken("t")));
  }

  @Test
  void what_is_not_known_is_ignored_wherever_it_stands() {
    assertThat(of("{'x':{'type':'leave'},'type':'ping','y':[1,{'id':2}],'id':1,'z':null}"))
        .isEqualTo(new ClientFrame.Ping(1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hi",
        "42",
        "null",
        "[]",
        "[{'type':'ping'}]",
        "'ping'",
        "{'type':'ping'",
        "{'type':'ping'} {}",
        "{'type':'ping'}x",
        "{type:'ping'}",
      })
  void what_is_no_object_is_invalid(String text) {
    assertThat(of(text))
        .isInstanceOfSatisfying(
            ClientFrame.Invalid.class,
            invalid -> {
              assertThat(invalid.refusal().code()).isEqualTo("invalid");
              assertThat(invalid.refusal().detail()).isEqualTo("the frame must be a JSON object");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | type must be a string
          {"type":7} | type must be a string
          {"type":"shout"} | type is not known
          {"type":"join"} | room_id must be an integer
          {"type":"join","room_id":"1"} | room_id must be an integer
          {"type":"join","room_id":1.0} | room_id must be an integer
          {"type":"join","room_id":99999999999999999999} | room_id must be an integer
          {"type":"join","room_id":0} | room_id must be positive
          {"type":"join","room_id":1,"after_seq":-1} | after_seq must not be negative
          {"type":"join","room_id":1,"after_seq":"1"} | after_seq must be an integer
          {"type":"join","room_id":1,"epoch":7} | epoch must be a string
          {"type":"join","room_id":1,"epoch":""} | epoch must have 1 to 64 characters
          {"type":"send","room_id":1,"content":"hi"} | client_id must be a string
          {"type":"send","room_id":1,"client_id":"","content":"hi"} | client_id must have 1 to 64 characters
          {"type":"send","room_id":1,"client_id":"c"} | content must be a string
          {"type":"send","room_id":1,"client_id":"c","content":" "} | content must not be blank
          {"type":"edit","room_id":1,"content":"hi"} | id must be an integer
          {"type":"edit","room_id":1,"id":0,"content":"hi"} | message_id must be positive
          {"type":"ping","id":"x"} | id must be an integer
          {"type":"auth"} | token must be a string
          """)
  void what_is_wrong_with_a_frame_is_said(String text, String detail) {
    assertThat(of(text))
        .isInstanceOfSatisfying(
            ClientFrame.Invalid.class,
            invalid -> assertThat(invalid.refusal().detail()).isEqualTo(detail));
  }

  @Test
  void a_refusal_names_what_of_the_frame_is_sound() {
    assertThat(of("{'type':'send','room_id':3,'client_id':'c7','content':''}"))
        .isInstanceOfSatisfying(
            ClientFrame.Invalid.class,
            invalid -> {
              assertThat(invalid.refusal().clientId()).isEqualTo(new ClientId("c7"));
              assertThat(invalid.subject())
                  .isEqualTo(new V1Encoding.Subject("send", new RoomId(3), null));
            });
    assertThat(of("{'type':'shout','room_id':-3,'client_id':'c 7','id':5}"))
        .isInstanceOfSatisfying(
            ClientFrame.Invalid.class,
            invalid -> {
              assertThat(invalid.refusal().clientId()).isNull();
              assertThat(invalid.subject()).isEqualTo(new V1Encoding.Subject(null, null, 5L));
            });
  }

  @Test
  void a_token_is_never_printed() {
    assertThat(of("{'type':'auth','token':'secret-token'}").toString())
        .doesNotContain("secret-token");
  }
}
