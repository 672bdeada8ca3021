package chat.system;

import static chat.system.ProtocolSocket.frozen;
import static chat.system.ProtocolSocket.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.system.ProtocolSocket.Handshake;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What chat.v1 says on the wire, member for member, to a client that knows its description alone.
 * Times are compared where they must agree; what else a frame has is written here in full.
 */
interface ProtocolScript extends RunningServer {
  @Test
  default void the_server_chooses_chat_v1_and_greets_whichever_way_the_token_comes() {
    var name = RunningServer.unique("alice");
    var alice = caller().register(name);
    var token = alice.token();
    var bare = Handshake.address(alice, "/ws");
    var inAddress = Handshake.address(alice, "/ws?token=" + token);
    var header = Map.of("Authorization", "Bearer " + token);
    var v1 = List.of("chat.v1");
    var both = List.of("chat.v1", "bearer." + token);
    var reversed = List.of("bearer." + token, "chat.v1");
    String epoch = null;
    for (var handshake :
        List.of(
            new Handshake(inAddress, v1, Map.of()),
            new Handshake(bare, v1, header),
            new Handshake(bare, both, Map.of()),
            new Handshake(bare, reversed, Map.of()),
            new Handshake(inAddress, both, header))) {
      try (var socket = ProtocolSocket.open(handshake)) {
        var hello = socket.next();
        if (epoch == null) {
          epoch = hello.path("epoch").asText();
        }
        assertThat(frozen(hello))
            .isEqualTo(
                Caller.read(
                    text(
                        "{'type':'hello','user_id':%d,'username':'%s','epoch':'%s',"
                            + "'heartbeat_ms':30000,'max_frame_bytes':65536,"
                            + "'expires_at':'<time>'}",
                        id(alice), name, epoch)));
        assertThat(Instant.parse(hello.path("expires_at").asText()))
            .isBetween(
                Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        socket.expectNothing();
      }
    }
  }

  @Test
  default void a_conversation_goes_as_it_is_written() {
    var alicesName = RunningServer.unique("alice");
    var bobsName = RunningServer.unique("bob");
    var alice = caller().register(alicesName);
    var bob = caller().register(bobsName);
    long a = id(alice);
    long b = id(bob);
    long room = alice.openRoom(RunningServer.unique("script"));
    var byAlice = text("'user_id':%d,'username':'%s','room_id':%d", a, alicesName, room);
    var byBob = text("'user_id':%d,'username':'%s','room_id':%d", b, bobsName, room);
    try (var alices = ProtocolSocket.greeted(alice);
        var bobs = ProtocolSocket.greeted(bob)) {
      // Alice joins an empty room.
      alices.send("{'type':'join','room_id':%d}", room);
      alices.expect(
          "{'type':'joined','room_id':%d,'seq':0,'members':[{'user_id':%d,'username':'%s'}],"
              + "'online':1}",
          room, a, alicesName);
      // Bob joins; Alice is told, Bob isn't told of himself.
      bobs.send("{'type':'join','room_id':%d,'unheard_of':[1,{}]}", room);
      var joined = bobs.next();
      assertThat(joined.path("members")).hasSize(2);
      assertThat(joined.path("online").asInt()).isEqualTo(2);
      assertThat(joined.path("members"))
          .containsExactlyInAnyOrder(person(a, alicesName), person(b, bobsName));
      alices.expect("{'type':'presence',%s,'status':'online'}", byBob);
      bobs.expectNothing();

      // Bob types and says something. Alice gets it without his name for it.
      bobs.send("{'type':'typing','room_id':%d}", room);
      alices.expect("{'type':'typing',%s}", byBob);
      bobs.send("{'type':'send','room_id':%d,'client_id':'b-1','content':'hi é 😀'}", room);
      var message =
          alices.expect(
              "{'type':'message',%s,'content':'hi é 😀','timestamp':'','id':%d,'seq':1}",
              byBob, lastId(bob, room));
      long first = message.path("id").asLong();
      var own =
          bobs.expectInAnyOrder(
              text(
                  "{'type':'ack','room_id':%d,'client_id':'b-1','id':%d,'seq':1,'timestamp':'',"
                      + "'duplicate':false}",
                  room, first),
              text(
                  "{'type':'message',%s,'content':'hi é 😀','timestamp':'','id':%d,'seq':1,"
                      + "'client_id':'b-1'}",
                  byBob, first));
      assertThat(own)
          .allSatisfy(
              frame -> assertThat(frame.get("timestamp")).isEqualTo(message.get("timestamp")));

      // Sent again it is acknowledged again, and nothing else happens.
      bobs.send("{'type':'send','room_id':%d,'client_id':'b-1','content':'hi é 😀'}", room);
      var again =
          bobs.expect(
              "{'type':'ack','room_id':%d,'client_id':'b-1','id':%d,'seq':1,'timestamp':'',"
                  + "'duplicate':true}",
              room, first);
      assertThat(again.get("timestamp")).isEqualTo(message.get("timestamp"));
      bobs.expectNothing();
      alices.expectNothing();

      // He edits, which both are told of under a number of its own.
      bobs.send("{'type':'edit','room_id':%d,'id':%d,'content':'hello'}", room, first);
      for (var socket : List.of(alices, bobs)) {
        var edited =
            socket.expect(
                "{'type':'message_edited',%s,'content':'hello','timestamp':'','id':%d,'seq':2,"
                    + "'message_seq':1,'edited_at':''}",
                byBob, first);
        assertThat(edited.get("timestamp")).isEqualTo(message.get("timestamp"));
        assertThat(Instant.parse(edited.path("edited_at").asText()))
            .isAfterOrEqualTo(Instant.parse(edited.path("timestamp").asText()));
      }
      // Saying the same once more changes nothing, and nobody is told.
      bobs.send("{'type':'edit','room_id':%d,'id':%d,'content':'hello'}", room, first);
      // Alice posts by REST.
      var posted =
          alice.post(
              "/api/chat/rooms/" + room + "/messages",
              Map.of("content", "by REST", "client_id", "a-1"));
      long second = posted.body().get("id").asLong();
      bobs.expect(
          "{'type':'message',%s,'content':'by REST','timestamp':'','id':%d,'seq':3}",
          byAlice, second);
      alices.expect(
          "{'type':'message',%s,'content':'by REST','timestamp':'','id':%d,'seq':3,"
              + "'client_id':'a-1'}",
          byAlice, second);
      // She deletes it, and again, which changes nothing.
      alices.send("{'type':'delete','room_id':%d,'id':%d}", room, second);
      for (var socket : List.of(alices, bobs)) {
        socket.expect(
            "{'type':'message_deleted',%s,'timestamp':'','id':%d,'seq':4,'message_seq':3}",
            byAlice, second);
      }
      alices.send("{'type':'delete','room_id':%d,'id':%d}", room, second);

      // A ping tells where they are, with a number or without.
      alices.send("{'type':'ping','id':-77}");
      alices.expect("{'type':'pong','id':-77,'rooms':{'%d':4}}", room);
      alices.send("{'type':'ping'}");
      alices.expect("{'type':'pong','rooms':{'%d':4}}", room);
      bobs.expectNothing();

      // Bob leaves, and hears nothing of the room any more.
      bobs.send("{'type':'leave','room_id':%d}", room);
      bobs.expect("{'type':'left','room_id':%d}", room);
      alices.expect("{'type':'presence',%s,'status':'offline'}", byBob);
      alices.send("{'type':'send','room_id':%d,'client_id':'a-2','content':'alone'}", room);
      long third = alices.next().path("id").asLong();
      assertThat(alices.next().path("id").asLong()).isEqualTo(third);
      bobs.send("{'type':'ping','id':5}");
      bobs.expect("{'type':'pong','id':5,'rooms':{}}");

      // Not being in the room, he may speak in it, and is told no more than that it's stored.
      bobs.send("{'type':'send','room_id':%d,'client_id':'b-2','content':'bye'}", room);
      long fourth =
          bobs.expect(
                  "{'type':'ack','room_id':%d,'client_id':'b-2','id':%d,'seq':6,'timestamp':'',"
                      + "'duplicate':false}",
                  room, alices.next().path("id").asLong())
              .path("id")
              .asLong();
      bobs.send("{'type':'edit','room_id':%d,'id':%d,'content':'good bye'}", room, fourth);
      alices.expect(
          "{'type':'message_edited',%s,'content':'good bye','timestamp':'','id':%d,'seq':7,"
              + "'message_seq':6,'edited_at':''}",
          byBob, fourth);
      bobs.expectNothing();
      alices.expectNothing();
    }
  }

  @Test
  default void whoever_comes_back_gets_everything_since_and_then_what_happens() {
    var name = RunningServer.unique("alice");
    var alice = caller().register(name);
    var bob = somebody("bob");
    long room = alice.openRoom(RunningServer.unique("resume"));
    var path = "/api/chat/rooms/" + room + "/messages";
    var ids = new ArrayList<Long>();
    for (int i = 1; i <= 8; i++) {
      ids.add(alice.say(room, "m" + i).body().get("id").asLong());
    }
    alice.patch(path + "/" + ids.get(5), Map.of("content", "m6, edited"));
    alice.delete(path + "/" + ids.get(6));
    alice.patch(path + "/" + ids.get(7), Map.of("content", "m8, edited"));
    alice.delete(path + "/" + ids.get(7));
    var by = text("'user_id':%d,'username':'%s','room_id':%d", id(alice), name, room);
    try (var bobs = ProtocolSocket.open(Handshake.v1(bob, "/ws"))) {
      var epoch = bobs.next().path("epoch").asText();
      bobs.send("{'type':'join','room_id':%d,'after_seq':4,'epoch':'%s'}", room, epoch);
      var joined = bobs.next();
      assertThat(joined.path("type").asText()).isEqualTo("joined");
      assertThat(joined.path("seq").asLong()).isEqualTo(12);

      // Each message as it is by now, at its own number and at those of its edits.
      bobs.expect(
          "{'type':'message',%s,'content':'m5','timestamp':'','id':%d,'seq':5}", by, ids.get(4));
      bobs.expect(
          "{'type':'message',%s,'content':'m6, edited','timestamp':'','id':%d,'seq':6,"
              + "'edited_at':''}",
          by, ids.get(5));
      bobs.expect(
          "{'type':'message',%s,'content':'','timestamp':'','id':%d,'seq':7,'deleted':true}",
          by, ids.get(6));
      bobs.expect(
          "{'type':'message',%s,'content':'','timestamp':'','id':%d,'seq':8,'deleted':true}",
          by, ids.get(7));
      bobs.expect(
          "{'type':'message_edited',%s,'content':'m6, edited','timestamp':'','id':%d,'seq':9,"
              + "'message_seq':6,'edited_at':''}",
          by, ids.get(5));
      bobs.expect(
          "{'type':'message_deleted',%s,'timestamp':'','id':%d,'seq':10,'message_seq':7}",
          by, ids.get(6));
      bobs.expect(
          "{'type':'message_edited',%s,'content':'','timestamp':'','id':%d,'seq':11,"
              + "'message_seq':8,'deleted':true}",
          by, ids.get(7));
      bobs.expect(
          "{'type':'message_deleted',%s,'timestamp':'','id':%d,'seq':12,'message_seq':8}",
          by, ids.get(7));
      bobs.expectNothing();
      long live = alice.say(room, "live").body().get("id").asLong();
      bobs.expect(
          "{'type':'message',%s,'content':'live','timestamp':'','id':%d,'seq':13}", by, live);

      // The epoch may be left out, and whoever has all of it gets nothing.
      bobs.send("{'type':'leave','room_id':%d}", room).expect("{'type':'left','room_id':%d}", room);
      bobs.send("{'type':'join','room_id':%d,'after_seq':13}", room);
      assertThat(bobs.next().path("seq").asLong()).isEqualTo(13);
      bobs.expectNothing();
    }
  }

  @Test
  default void a_long_replay_and_what_is_said_meanwhile_make_one_row_without_a_gap() {
    var alice = somebody("alice");
    var bob = somebody("bob");
    int before = 300;
    int meanwhile = 150;
    long room = alice.openRoom(RunningServer.unique("long resume"));
    try (var writing = ProtocolSocket.greeted(alice);
        var reading = ProtocolSocket.greeted(bob)) {
      say(writing, room, 0, before);
      for (int i = 0; i < before; i++) {
        assertThat(writing.next().path("type").asText()).isEqualTo("ack");
      }
      var writer = CompletableFuture.runAsync(() -> say(writing, room, before, meanwhile));
      reading.send("{'type':'join','room_id':%d,'after_seq':0}", room);
      assertThat(reading.next().path("seq").asLong())
          .isBetween((long) before, (long) before + meanwhile);
      for (long seq = 1; seq <= before + meanwhile; seq++) {
        var frame = reading.next();
        assertThat(frame.path("type").asText()).isEqualTo("message");
        assertThat(frame.path("seq").asLong()).isEqualTo(seq);
        assertThat(frame.path("content").asText()).isEqualTo("n" + (seq - 1));
      }
      writer.join();
      reading.expectNothing();
    }
  }

  @Test
  default void a_position_that_is_of_no_use_is_reset_and_live_events_follow() {
    var name = RunningServer.unique("alice");
    var alice = caller().register(name);
    long room = alice.openRoom(RunningServer.unique("reset"));
    alice.say(room, "one");
    alice.say(room, "two");
    for (var position :
        Map.of(
                "ahead", "'after_seq':3",
                "epoch", "'after_seq':1,'epoch':'another-history'")
            .entrySet()) {
      try (var socket = ProtocolSocket.greeted(alice)) {
        long head =
            alice.get("/api/chat/rooms/" + room + "/messages").body().get(0).get("seq").asLong();
        var after = position.getValue().replace("'after_seq':3", "'after_seq':" + (head + 1));
        socket.send("{'type':'join','room_id':%d,%s}", room, after);
        socket.expect(
            "{'type':'reset','room_id':%d,'reason':'%s','seq':%d}", room, position.getKey(), head);
        socket.expect(
            "{'type':'joined','room_id':%d,'seq':%d,'members':[{'user_id':%d,'username':'%s'}],"
                + "'online':1}",
            room, head, id(alice), name);
        socket.expectNothing();
        alice.say(room, "live");
        assertThat(socket.next().path("seq").asLong()).isEqualTo(head + 1);
        socket.expectNothing();
      }
    }
  }

  @Test
  default void the_rooms_own_address_joins_it_at_once() {
    var name = RunningServer.unique("alice");
    var alice = caller().register(name);
    long room = alice.openRoom(RunningServer.unique("at once"));
    long other = alice.openRoom(RunningServer.unique("another"));
    alice.say(room, "before");
    try (var socket = ProtocolSocket.open(Handshake.v1(alice, "/ws/" + room))) {
      assertThat(socket.next().path("type").asText()).isEqualTo("hello");
      socket.expect(
          "{'type':'joined','room_id':%d,'seq':1,'members':[{'user_id':%d,'username':'%s'}],"
              + "'online':1}",
          room, id(alice), name);
      socket.expectNothing();
      socket.send("{'type':'join','room_id':%d}", room);
      socket.expect(
          "{'type':'error','code':'already_joined','detail':'','frame':'join','room_id':%d}", room);
      socket.send("{'type':'join','room_id':%d}", other);
      assertThat(socket.next().path("type").asText()).isEqualTo("joined");
      socket.send("{'type':'ping'}");
      socket.expect("{'type':'pong','rooms':{'%d':1,'%d':0}}", room, other);
    }
  }

  @Test
  default void each_refusal_has_its_code_and_names_what_it_is_about() {
    var alice = somebody("alice");
    var bob = somebody("bob");
    long room = alice.openRoom(RunningServer.unique("errors"));
    long other = alice.openRoom(RunningServer.unique("elsewhere"));
    long theirs = bob.say(room, "by bob").body().get("id").asLong();
    long mine = alice.say(room, "by alice").body().get("id").asLong();
    alice.delete("/api/chat/rooms/" + room + "/messages/" + mine);
    long nowhere = 999_999_999;
    try (var socket = ProtocolSocket.greeted(alice)) {
      // invalid
      for (var wrong :
          List.of("hi", "", "[]", "42", "{}", "{\"type\":7}", "{\"type\":\"dance\"}")) {
        socket.sendWrong(wrong).expect("{'type':'error','code':'invalid','detail':''}");
      }
      socket.expectNothing();
      socket
          .sendWrong(text("{'type':'join'}"))
          .expect("{'type':'error','code':'invalid','detail':'','frame':'join'}");
      socket
          .sendWrong(text("{'type':'join','room_id':'%d'}", room))
          .expect("{'type':'error','code':'invalid','detail':'','frame':'join'}");
      socket
          .sendWrong(text("{'type':'join','room_id':%d,'after_seq':-1}", room))
          .expect(
              "{'type':'error','code':'invalid','detail':'','frame':'join','room_id':%d}", room);
      socket
          .sendWrong(text("{'type':'ping','id':'one'}"))
          .expect("{'type':'error','code':'invalid','detail':'','frame':'ping'}");
      socket
          .sendWrong(text("{'type':'send','room_id':%d,'content':'hi'}", room))
          .expect(
              "{'type':'error','code':'invalid','detail':'','frame':'send','room_id':%d}", room);
      socket
          .sendWrong(
              text("{'type':'send','room_id':%d,'client_id':'with blank','content':'hi'}", room))
          .expect(
              "{'type':'error','code':'invalid','detail':'','frame':'send','room_id':%d}", room);
      socket
          .sendWrong(text("{'type':'send','room_id':%d,'client_id':'c','content':''}", room))
          .expect(
              "{'type':'error','code':'invalid','detail':'','frame':'send','room_id':%d,"
                  + "'client_id':'c'}",
              room);
      socket
          .sendWrong(text("{'type':'edit','room_id':%d,'id':%d}", room, mine))
          .expect(
              "{'type':'error','code':'invalid','detail':'','frame':'edit','room_id':%d,'id':%d}",
              room, mine);
      socket.expectNothing();

      // not_found
      socket
          .send("{'type':'join','room_id':%d}", nowhere)
          .expect(
              "{'type':'error','code':'not_found','detail':'','frame':'join','room_id':%d}",
              nowhere);
      socket
          .send("{'type':'send','room_id':%d,'client_id':'c','content':'hi'}", nowhere)
          .expect(
              "{'type':'error','code':'not_found','detail':'','frame':'send','room_id':%d,"
                  + "'client_id':'c'}",
              nowhere);
      socket
          .send("{'type':'edit','room_id':%d,'id':%d,'content':'hi'}", room, nowhere)
          .expect(
              "{'type':'error','code':'not_found','detail':'','frame':'edit','room_id':%d,'id':%d}",
              room, nowhere);
      socket
          .send("{'type':'delete','room_id':%d,'id':%d}", other, theirs)
          .expect(
              "{'type':'error','code':'not_found','detail':'','frame':'delete','room_id':%d,"
                  + "'id':%d}",
              other, theirs);

      // forbidden and gone
      socket
          .send("{'type':'edit','room_id':%d,'id':%d,'content':'hi'}", room, theirs)
          .expect(
              "{'type':'error','code':'forbidden','detail':'','frame':'edit','room_id':%d,'id':%d}",
              room, theirs);
      socket
          .send("{'type':'delete','room_id':%d,'id':%d}", room, theirs)
          .expect(
              "{'type':'error','code':'forbidden','detail':'','frame':'delete','room_id':%d,"
                  + "'id':%d}",
              room, theirs);
      socket
          .send("{'type':'edit','room_id':%d,'id':%d,'content':'hi'}", room, mine)
          .expect(
              "{'type':'error','code':'gone','detail':'','frame':'edit','room_id':%d,'id':%d}",
              room, mine);

      // client_id_conflict
      socket.send("{'type':'send','room_id':%d,'client_id':'c','content':'one'}", room).next();
      socket
          .send("{'type':'send','room_id':%d,'client_id':'c','content':'two'}", room)
          .expect(
              "{'type':'error','code':'client_id_conflict','detail':'','frame':'send',"
                  + "'room_id':%d,'client_id':'c'}",
              room);

      // not_joined and already_joined
      for (var type : List.of("leave", "typing")) {
        socket
            .send("{'type':'%s','room_id':%d}", type, room)
            .expect(
                "{'type':'error','code':'not_joined','detail':'','frame':'%s','room_id':%d}",
                type, room);
      }
      socket.send("{'type':'join','room_id':%d}", room).next();
      socket
          .send("{'type':'join','room_id':%d,'after_seq':0}", room)
          .expect(
              "{'type':'error','code':'already_joined','detail':'','frame':'join','room_id':%d}",
              room);

      // unauthorized
      for (var token : List.of("nonsense", bob.token())) {
        socket
            .send("{'type':'auth','token':'%s'}", token)
            .expect("{'type':'error','code':'unauthorized','detail':'','frame':'auth'}");
      }
      // The socket has outlived it all, and hurt nobody.
      socket.expectNothing();
    }
  }

  @Test
  default void a_newer_token_keeps_the_socket_when_the_older_is_logged_out() throws Exception {
    var name = RunningServer.unique("alice");
    var older = caller().register(name);
    var newer = older.logIn(name, "longenough");
    long room = older.openRoom(RunningServer.unique("renewed"));
    try (var renewed = ProtocolSocket.joined(older, room);
        var forgotten = ProtocolSocket.joined(older, room)) {
      renewed.send("{'type':'auth','token':'%s'}", newer.token());
      renewed.expect("{'type':'authenticated','expires_at':''}");
      assertThat(older.post("/api/logout").status()).isEqualTo(200);
      assertThat(forgotten.expectClosed())
          .isEqualTo(new RoomSocket.Closing(4401, "{\"reason\":\"token revoked\"}"));
      renewed.expectNothing();
      renewed
          .send("{'type':'auth','token':'%s'}", older.token())
          .expect("{'type':'error','code':'unauthorized','detail':'','frame':'auth'}");

      assertThat(newer.post("/api/logout").status()).isEqualTo(200);
      assertThat(renewed.expectClosed())
          .isEqualTo(new RoomSocket.Closing(4401, "{\"reason\":\"token revoked\"}"));
    }
  }

  @Test
  default void handshakes_are_refused_with_a_status_of_their_own() {
    var alice = somebody("alice");
    var bob = somebody("bob");
    long room = alice.openRoom(RunningServer.unique("doors"));
    var bare = Handshake.address(alice, "/ws");
    var inAddress = Handshake.address(alice, "/ws?token=" + alice.token());
    var v1 = List.of("chat.v1");

    // Nobody is greeted on /ws who doesn't offer chat.v1, written as it is.
    for (var offered : List.of(List.<String>of(), List.of("CHAT.V1"), List.of("chat.v2"))) {
      var refused = ProtocolSocket.refusal(new Handshake(inAddress, offered, Map.of()));
      assertThat(refused.statusCode()).as(offered.toString()).isEqualTo(400);
      assertThat(String.valueOf(refused.body())).contains("Only chat.v1 is spoken here");
    }
    for (var noGood :
        List.of(
            new Handshake(bare, v1, Map.of()),
            new Handshake(bare, List.of("chat.v1", "bearer.nonsense"), Map.of()),
            new Handshake(inAddress, List.of("chat.v1", "bearer." + bob.token()), Map.of()),
            new Handshake(inAddress, v1, Map.of("Authorization", "Bearer " + bob.token())))) {
      assertThat(ProtocolSocket.refusal(noGood).statusCode()).isEqualTo(403);
    }
    assertThat(ProtocolSocket.refusal(Handshake.v1(alice, "/ws/999999999")).statusCode())
        .isEqualTo(404);
    alice.post("/api/logout");
    assertThat(ProtocolSocket.refusal(Handshake.v1(alice, "/ws/" + room)).statusCode())
        .isEqualTo(403);
  }

  @Test
  default void a_socket_is_in_a_hundred_rooms_at_most() {
    var alice = somebody("alice");
    var rooms = new ArrayList<Long>();
    for (int i = 0; i < 100; i++) {
      rooms.add(alice.openRoom(RunningServer.unique("one of many")));
    }
    // A user may open no more than that in an hour.
    long last = somebody("bob").openRoom(RunningServer.unique("one of many"));
    rooms.add(last);
    try (var socket = ProtocolSocket.greeted(alice)) {
      for (long room : rooms.subList(0, 100)) {
        socket.send("{'type':'join','room_id':%d}", room);
        assertThat(socket.next().path("room_id").asLong()).isEqualTo(room);
      }
      socket
          .send("{'type':'join','room_id':%d}", last)
          .expect(
              "{'type':'error','code':'too_many_rooms','detail':'','frame':'join','room_id':%d}",
              last);
      socket.send("{'type':'ping'}");
      assertThat(socket.next().path("rooms")).hasSize(100);
      alice.say(rooms.get(57), "in one of them");
      assertThat(socket.next().path("room_id").asLong()).isEqualTo(rooms.get(57));
      socket
          .send("{'type':'leave','room_id':%d}", rooms.get(0))
          .expect("{'type':'left','room_id':%d}", rooms.get(0));
      socket.send("{'type':'join','room_id':%d}", last);
      assertThat(socket.next().path("type").asText()).isEqualTo("joined");
      socket.expectNothing();
    }
  }

  @Test
  default void presence_is_of_people_however_their_sockets_end() {
    var alice = somebody("alice");
    var bobsName = RunningServer.unique("bob");
    var bob = caller().register(bobsName);
    long room = alice.openRoom(RunningServer.unique("people"));
    var byBob = text("'user_id':%d,'username':'%s','room_id':%d", id(bob), bobsName, room);
    try (var alices = ProtocolSocket.joined(alice, room)) {
      var first = ProtocolSocket.joined(bob, room);
      alices.expect("{'type':'presence',%s,'status':'online'}", byBob);
      try (var second = ProtocolSocket.greeted(bob)) {
        second.send("{'type':'join','room_id':%d}", room);
        assertThat(second.next().path("online").asInt()).isEqualTo(2);
        first.close();
        second.send("{'type':'send','room_id':%d,'client_id':'1','content':'still here'}", room);
        assertThat(alices.next().path("type").asText()).isEqualTo("message");
        second.send("{'type':'leave','room_id':%d}", room);
        alices.expect("{'type':'presence',%s,'status':'offline'}", byBob);
      }
      var dropped = ProtocolSocket.joined(bob, room);
      alices.expect("{'type':'presence',%s,'status':'online'}", byBob);
      dropped.abort();
      alices.expect("{'type':'presence',%s,'status':'offline'}", byBob);
      var closed = ProtocolSocket.joined(bob, room);
      alices.expect("{'type':'presence',%s,'status':'online'}", byBob);
      closed.close();
      alices.expect("{'type':'presence',%s,'status':'offline'}", byBob);
      alices.expectNothing();
    }
  }

  @Test
  default void typing_is_passed_on_once_in_three_seconds_and_never_to_who_types() {
    var alice = somebody("alice");
    var bobsName = RunningServer.unique("bob");
    var bob = caller().register(bobsName);
    var carol = somebody("carol");
    long room = alice.openRoom(RunningServer.unique("typing"));
    try (var alices = ProtocolSocket.joined(alice, room);
        var bobs = ProtocolSocket.joined(bob, room)) {
      assertThat(alices.next().path("type").asText()).isEqualTo("presence");
      for (int i = 0; i < 5; i++) {
        bobs.send("{'type':'typing','room_id':%d}", room);
      }
      alices.expect(
          "{'type':'typing','user_id':%d,'username':'%s','room_id':%d}", id(bob), bobsName, room);
      bobs.expectNothing();
      // What is told late is told in its order, so that Carol's coming is behind all of it.
      try (var carols = ProtocolSocket.joined(carol, room)) {
        carols.expectNothing();
        assertThat(alices.next().path("type").asText()).isEqualTo("presence");
        alices.expectNothing();
        assertThat(bobs.next().path("type").asText()).isEqualTo("presence");
        bobs.expectNothing();
      }
    }
  }

  @Test
  default void typing_ends_with_a_message() {
    var alice = somebody("alice");
    var bob = somebody("bob");
    var carol = somebody("carol");
    long room = alice.openRoom(RunningServer.unique("said"));
    try (var alices = ProtocolSocket.joined(alice, room);
        var bobs = ProtocolSocket.joined(bob, room)) {
      assertThat(alices.next().path("type").asText()).isEqualTo("presence");
      bobs.send("{'type':'typing','room_id':%d}", room);
      bobs.send("{'type':'send','room_id':%d,'client_id':'1','content':'done'}", room);
      var next = alices.next();
      if (next.path("type").asText().equals("typing")) {
        next = alices.next();
      }
      assertThat(next.path("type").asText()).isEqualTo("message");
      // Else Bob would seem to type on after what he has said.
      try (var carols = ProtocolSocket.joined(carol, room)) {
        assertThat(alices.next().path("type").asText()).isEqualTo("presence");
        carols.expectNothing();
      }
    }
  }

  @Test
  default void what_is_asked_of_a_room_without_waiting_is_answered_in_order() {
    var alice = somebody("alice");
    long room = alice.openRoom(RunningServer.unique("hasty"));
    alice.say(room, "before");
    try (var socket = ProtocolSocket.greeted(alice)) {
      for (int i = 0; i < 20; i++) {
        socket.send("{'type':'join','room_id':%d,'after_seq':0}", room);
        socket.send("{'type':'ping','id':%d}", i);
        socket.send("{'type':'leave','room_id':%d}", room);
        var answers = new ArrayList<String>();
        while (!answers.contains("left") || !answers.contains("pong")) {
          var frame = socket.next();
          if (frame.path("type").asText().equals("pong") && !answers.contains("joined")) {
            assertThat(frame.path("rooms")).as("before it is joined").isEmpty();
          }
          answers.add(frame.path("type").asText());
        }
        assertThat(answers.indexOf("joined")).isGreaterThanOrEqualTo(0);
        assertThat(answers.indexOf("left")).isGreaterThan(answers.indexOf("joined"));
        assertThat(answers.lastIndexOf("message")).isLessThan(answers.indexOf("left"));
      }
      socket.expectNothing();
    }
  }

  @Test
  default void clients_of_both_dialects_understand_each_other() throws Exception {
    var alicesName = RunningServer.unique("alice");
    var bobsName = RunningServer.unique("bob");
    var alice = caller().register(alicesName);
    var bob = caller().register(bobsName);
    long a = id(alice);
    long b = id(bob);
    long room = alice.openRoom(RunningServer.unique("both"));
    var byAlice = text("'user_id':%d,'username':'%s','room_id':%d", a, alicesName, room);
    var byBob = text("'user_id':%d,'username':'%s','room_id':%d", b, bobsName, room);
    // Alice's client is of the old kind, and Bob's is of the new.
    try (var alices = ProtocolSocket.open(Handshake.plain(alice, room))) {
      alices.expect("{'type':'system','content':'User %s has joined the chat'}", alicesName);
      var bobs = ProtocolSocket.greeted(bob);
      bobs.send("{'type':'join','room_id':%d}", room);
      assertThat(bobs.next().path("members"))
          .containsExactlyInAnyOrder(person(a, alicesName), person(b, bobsName));
      alices.expect("{'type':'system','content':'User %s has joined the chat'}", bobsName);

      alices.send("{'content':'from old','client_id':'a-1'}");
      long first =
          alices
              .expect(
                  "{'type':'message',%s,'content':'from old','timestamp':'','id':%d,'seq':1}",
                  byAlice, lastId(alice, room))
              .path("id")
              .asLong();
      bobs.expect(
          "{'type':'message',%s,'content':'from old','timestamp':'','id':%d,'seq':1}",
          byAlice, first);

      bobs.send("{'type':'typing','room_id':%d}", room);
      bobs.send("{'type':'send','room_id':%d,'client_id':'b-1','content':'from new'}", room);
      long second =
          alices
              .expect(
                  "{'type':'message',%s,'content':'from new','timestamp':'','id':%d,'seq':2}",
                  byBob, lastId(bob, room))
              .path("id")
              .asLong();
      bobs.expectInAnyOrder(
          text(
              "{'type':'ack','room_id':%d,'client_id':'b-1','id':%d,'seq':2,'timestamp':'',"
                  + "'duplicate':false}",
              room, second),
          text(
              "{'type':'message',%s,'content':'from new','timestamp':'','id':%d,'seq':2,"
                  + "'client_id':'b-1'}",
              byBob, second));
      bobs.send("{'type':'edit','room_id':%d,'id':%d,'content':'from the new'}", room, second);
      bobs.expect(
          "{'type':'message_edited',%s,'content':'from the new','timestamp':'','id':%d,'seq':3,"
              + "'message_seq':2,'edited_at':''}",
          byBob, second);
      bobs.send("{'type':'delete','room_id':%d,'id':%d}", room, second);
      bobs.expect(
          "{'type':'message_deleted',%s,'timestamp':'','id':%d,'seq':4,'message_seq':2}",
          byBob, second);

      // Of the edit, the deletion and the typing the old client hears nothing.
      alices.send("plain text");
      alices.expect(
          "{'type':'message',%s,'content':'plain text','timestamp':'','id':%d,'seq':5}",
          byAlice, bobs.next().path("id").asLong());
      bobs.close();
      alices.expect("{'type':'system','content':'User %s has left the chat'}", bobsName);
    }
  }

  @Test
  default void a_client_that_breaks_the_protocol_is_told_how_by_the_code() throws Exception {
    var alice = somebody("alice");
    try (var socket = ProtocolSocket.greeted(alice)) {
      socket.sendBinary((byte) 1);
      assertThat(socket.expectClosed()).isEqualTo(new RoomSocket.Closing(1003, "text frames only"));
    }
    try (var socket = ProtocolSocket.greeted(alice)) {
      var whole = text("{'type':'ping','x':'#'}");
      var longest = whole.replace("#", "x".repeat(65_536 - whole.length() + 1));
      assertThat(longest).hasSize(65_536);
      socket.send(longest).expect("{'type':'pong','rooms':{}}");
      socket.sendUnchecked(longest + " ");
      assertThat(socket.expectClosed())
          .isEqualTo(new RoomSocket.Closing(1009, "at most 65536 bytes"));
    }
    try (var socket = ProtocolSocket.greeted(alice)) {
      // One good frame in between, and the count begins anew.
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 19; i++) {
          socket.sendWrong("{}").expect("{'type':'error','code':'invalid','detail':''}");
        }
        socket.expectNothing();
      }
      for (int i = 0; i < 19; i++) {
        socket.sendWrong("{}").expect("{'type':'error','code':'invalid','detail':''}");
      }
      socket.sendWrong("{}");
      assertThat(socket.expectClosed())
          .isEqualTo(new RoomSocket.Closing(4501, "{\"reason\":\"protocol error\"}"));
    }
  }

  private static void say(ProtocolSocket socket, long room, int from, int count) {
    for (int i = from; i < from + count; i++) {
      socket.send("{'type':'send','room_id':%d,'client_id':'n%d','content':'n%d'}", room, i, i);
    }
  }

  private static long id(Caller who) {
    return who.get("/api/users/me").body().get("id").asLong();
  }

  private static JsonNode person(long id, String name) {
    return Caller.read(text("{'user_id':%d,'username':'%s'}", id, name));
  }

  /** The id of the newest message in a room, once there is one of that author. */
  private static long lastId(Caller who, long room) {
    return await()
        .until(
            () -> who.get("/api/chat/rooms/" + room + "/messages?limit=1").body(),
            page -> page.size() == 1 && page.get(0).get("user_id").asLong() == id(who))
        .get(0)
        .get("id")
        .asLong();
  }
}
