package chat.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.testmysql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At the most talkative, a server tells its log nothing that only its users should know. */
class SecretsIT {
  private static final String PASSWORD = "pass-ENIGMA-word";
  private static final String WRONG_PASSWORD = "guess-ENIGMA-word";
  private static final String CONTENT = "whispered-ENIGMA";
  private static final String JWT_SECRET = "jwt-ENIGMA-secret-of-32-bytes-or-more";

  @Test
  void on_sqlite(@TempDir Path data) throws IOException {
    try (var server =
        RealJar.serve(
            Map.of("CHAT_DATA_DIR", data.toString(), "CHAT_BCRYPT_COST", "4"),
            "--log-level",
            "debug")) {
      var told = new LinkedHashMap<String, String>();
      told.put("secret", Files.readString(data.resolve("jwt-secret")).strip());
      session(server, told);
      assertThat(server.stop("TERM")).isZero();
      assertSilent(server, told);
    }
  }

  @Test
  void on_mysql_while_it_comes_and_goes_with_secrets_in_files(
      @TempDir Path data, @TempDir Path secrets) throws IOException {
    try (var mysql = TestDatabase.launch();
        var server =
            RealJar.serve(
                Map.of(
                    "CHAT_DATABASE_URL", mysql.createDatabase(),
                    "CHAT_DATABASE_USER", mysql.user(),
                    "CHAT_DATABASE_PASSWORD_FILE",
                        mounted(secrets.resolve("mysql_password"), mysql.password()),
                    "CHAT_DATA_DIR", data.toString(),
                    "CHAT_JWT_SECRET_FILE", mounted(secrets.resolve("secret_key"), JWT_SECRET),
                    "CHAT_BCRYPT_COST", "4"),
                "--log-level",
                "debug")) {
      var told = new LinkedHashMap<String, String>();
      told.put("secret", JWT_SECRET);
      told.put("password of the database", mysql.password());
      session(server, told);

      var bob = server.caller().register("bob");
      told.put("token of bob", bob.token());
      long room = bob.openRoom("outage");
      mysql.kill();
      assertThat(bob.say(room, CONTENT + " to nobody").status()).isEqualTo(503);
      assertThat(
              server
                  .caller()
                  .form("/api/login", Map.of("username", "bob", "password", PASSWORD))
                  .status())
          .isEqualTo(503);
      mysql.start();
      await().until(() -> bob.say(room, CONTENT + " again").status() == 201);

      assertThat(server.stop("TERM")).isZero();
      assertThat(server.err()).as("a log of the outage").contains(" is away", " is back");
      assertSilent(server, told);
    }
  }

  /** A file as containers find it. */
  private static String mounted(Path file, String secret) throws IOException {
    Files.writeString(file, secret + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    return file.toString();
  }

  /** Everything that people do, well and badly; adds the tokens that were given out. */
  private static void session(RealJar server, Map<String, String> told) {
    var caller = server.caller();
    assertThat(
            caller.post("/api/register", Map.of("username", "ann", "password", PASSWORD)).status())
        .isEqualTo(201);
    assertThat(
            caller.post("/api/register", Map.of("username", "ann", "password", PASSWORD)).status())
        .isEqualTo(400);
    for (var name : new String[] {"ann", "nobody"}) {
      assertThat(
              caller
                  .form("/api/login", Map.of("username", name, "password", WRONG_PASSWORD))
                  .status())
          .isEqualTo(401);
    }
    // A password where a name belongs, as people do, and bodies that can't be read.
    caller.form("/api/login", Map.of("username", PASSWORD, "password", PASSWORD));
    caller.json("/api/register", "{\"username\":\"carol\",\"password\":\"" + PASSWORD);
    caller.json("/api/register", "{\"username\":7,\"password\":[\"" + PASSWORD + "\"]}");

    var ann = caller.logIn("ann", PASSWORD);
    told.put("token of ann", ann.token());
    told.put("claims of ann", ann.token().split("\\.", 3)[1]);
    told.put("signature of ann", ann.token().split("\\.", 3)[2]);
    assertThat(ann.with(ann.token() + "x").get("/api/chat/rooms").status()).isEqualTo(401);

    long room = ann.openRoom("secrets");
    var messages = "/api/chat/rooms/" + room + "/messages";
    assertThat(ann.say(room, CONTENT).status()).isEqualTo(201);
    assertThat(ann.get(messages + "?search=" + CONTENT).body()).hasSize(1);
    assertThat(ann.say(room, CONTENT + " long".repeat(1_000)).status()).isEqualTo(422);
    assertThat(ann.say(999_999, CONTENT).status()).isEqualTo(404);
    var named = Map.of("content", CONTENT + " 1", "client_id", "c-1");
    assertThat(ann.post(messages, named).status()).isEqualTo(201);
    var other = Map.of("content", CONTENT + " 2", "client_id", "c-1");
    assertThat(ann.post(messages, other).status()).isEqualTo(409);
    ann.json(messages, "{\"content\":\"" + CONTENT + "\\ud800\"}");
    ann.json(messages, "{\"content\":\"" + CONTENT);

    assertThat(RoomSocket.refusal(server.address(), room, ann.token() + "x")).isEqualTo(403);
    assertThat(RoomSocket.refusal(server.address(), 999_999, ann.token())).isEqualTo(404);
    try (var socket = RoomSocket.join(ann, room)) {
      socket.send("{\"content\":[\"" + CONTENT + "\"]}");
      socket.send("[\"" + CONTENT + "\"]");
      socket.send(CONTENT + " over a socket");
      socket.awaitContents(1);
      try (var rude = RoomSocket.open(ann, room)) {
        rude.send(CONTENT.repeat(10_000));
        assertClosed(rude);
      }
      RoomSocket.open(ann, room).abort();
      assertThat(ann.post("/api/logout").status()).isEqualTo(200);
    }
    assertThat(ann.get("/api/chat/rooms").status()).isEqualTo(401);
    assertThat(RoomSocket.refusal(server.address(), room, ann.token())).isEqualTo(403);
  }

  private static void assertClosed(RoomSocket socket) {
    try {
      assertThat(socket.awaitClosed().code()).isIn(1006, 1009);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void assertSilent(RealJar server, Map<String, String> told) {
    told.put("password", PASSWORD);
    told.put("wrong password", WRONG_PASSWORD);
    told.put("content", CONTENT);
    var everything = server.out() + server.err();
    // Else silence would say nothing.
    assertThat(everything).contains(" is ready: ", " DEBUG ");
    told.forEach((what, secret) -> assertThat(everything).as(what).doesNotContain(secret));
  }
}
