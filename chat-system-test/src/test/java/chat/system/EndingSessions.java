package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A socket lives no longer than its token. */
interface EndingSessions extends RunningServer {
  @Test
  default void logging_out_closes_the_sockets_of_that_login_and_no_others() throws Exception {
    var name = RunningServer.unique("ann");
    var phone = caller().register(name);
    var desk = phone.logIn(name, "longenough");
    long room = phone.openRoom(RunningServer.unique("two logins"));
    try (var onDesk = RoomSocket.join(desk, room);
        var onPhone = RoomSocket.open(phone, room);
        var inATab = RoomSocket.open(phone, room)) {
      phone.say(room, "hello");
      onPhone.awaitContents(1);
      inATab.awaitContents(1);

      assertThat(phone.post("/api/logout").status()).isEqualTo(200);

      assertThat(onPhone.awaitClosed())
          .isEqualTo(new RoomSocket.Closing(4401, "{\"reason\":\"token revoked\"}"));
      assertThat(inATab.awaitClosed().code()).isEqualTo(4401);
      desk.say(room, "still here");
      assertThat(onDesk.awaitContents(2)).containsExactly("hello", "still here");
      // One person with two logins, of which one is left.
      assertThat(onDesk.notices()).containsExactly("User " + name + " has joined the chat");
    }
    assertThat(RoomSocket.refusal(phone.server(), room, phone.token())).isEqualTo(403);
  }

  @Test
  default void logging_out_everywhere_ends_every_login_and_its_sockets_and_no_later_one()
      throws Exception {
    var name = RunningServer.unique("ann");
    var phone = caller().register(name);
    var desk = phone.logIn(name, "longenough");
    var bob = somebody("bob");
    long room = phone.openRoom(RunningServer.unique("everywhere"));
    try (var onPhone = RoomSocket.join(phone, room);
        var onDesk = RoomSocket.open(desk, room);
        var bobs = RoomSocket.open(bob, room)) {
      assertThat(desk.post("/api/logout/everywhere").status()).isEqualTo(200);

      for (var socket : List.of(onPhone, onDesk)) {
        assertThat(socket.awaitClosed())
            .isEqualTo(new RoomSocket.Closing(4401, "{\"reason\":\"token revoked\"}"));
      }
      assertThat(phone.get("/api/users/me").status()).isEqualTo(401);
      assertThat(desk.get("/api/users/me").status()).isEqualTo(401);
      var again = phone.logIn(name, "longenough");
      again.say(room, "back");
      assertThat(bobs.awaitContents(1)).containsExactly("back");
    }
  }

  @Test
  default void whoever_logs_out_leaves_the_room() {
    var ann = somebody("ann");
    var bob = somebody("bob");
    long room = ann.openRoom(RunningServer.unique("left"));
    try (var bobs = RoomSocket.join(bob, room);
        var anns = RoomSocket.join(ann, room)) {
      bobs.awaitFrames(2);
      ann.post("/api/logout");
      await().untilAsserted(() -> assertThat(bobs.notices()).last().asString().contains("left"));
      assertThat(anns.contents()).isEmpty();
    }
  }

  @Test
  default void everybody_can_ask_who_they_are() {
    var name = RunningServer.unique("ann");
    var me = caller().register(name).get("/api/users/me");
    assertThat(me.status()).isEqualTo(200);
    assertThat(me.body().get("username").asText()).isEqualTo(name);
    assertThat(me.body().get("id").asLong()).isPositive();
    assertThat(me.body().get("email").isNull()).isTrue();
    assertThat(me.body().get("created_at").asText()).endsWith("Z");
    assertThat(caller().get("/api/users/me").status()).isEqualTo(401);
  }
}
