package chat.proof;

import static org.awaitility.Awaitility.await;

import chat.proof.check.Checker;
import chat.proof.check.Entry;
import chat.proof.check.History;
import chat.proof.check.Verdict;
import chat.proof.fault.ServerProcess;
import chat.proof.people.Auditor;
import chat.proof.people.ClientListener;
import chat.proof.people.Listener;
import chat.proof.people.Rest;
import chat.proof.people.WireListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A server, and one listener on a line that swallows the second message. */
final class Line implements AutoCloseable {
  private final ServerProcess server;
  private final URI address;

  Line(Path jar, Path folder) {
    var settings = Map.of("CHAT_DATA_DIR", folder.resolve("line").toString());
    server = new ServerProcess(jar, settings, folder.resolve("line.log"));
    address = server.start();
  }

  /** Who listens. */
  enum Kind {
    BARE,
    CLIENT
  }

  /** Alice says three things in a new room, and bob listens. */
  Verdict judge(Kind kind) throws IOException {
    var alice = Rest.at(address).register("alice-" + kind);
    var bob = Rest.at(address).register("bob-" + kind);
    var history = new History();
    var room = List.of(alice.openRoom("line " + kind));
    try (var swallower =
            new FrameSwallower(
                address, frame -> frame.contains("\"message\"") && frame.contains("say 2"));
        var listener = listen(kind, bob.by(swallower.address()), room, history)) {
      await().until(() -> listener.position(room.get(0)) == 0);
      for (int i = 1; i <= 3; i++) {
        say(alice, "alice-" + kind, room.get(0), i, history);
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> listener.position(room.get(0)) == 3 && swallower.swallowed() == 1);
      var auditor = new Auditor(alice, room, history).audit();
      try (auditor) {
        await().until(() -> auditor.position(room.get(0)) == 3);
      }
      return Checker.check(history.entries());
    }
  }

  private static Listener listen(Kind kind, Rest bob, List<Long> room, History history) {
    var random = new SplittableRandom(1);
    return kind == Kind.BARE
        ? WireListener.listen("bob", bob, room, WireListener.From.NOW, history, random)
        : new ClientListener("bob", bob, room, history, random);
  }

  private static void say(Rest who, String author, long room, int number, History history)
      throws IOException {
    var name = "c-" + room + "-" + number;
    var content = "say " + number + " in " + room;
    history.add(new Entry.Sent(number, author, room, name, content));
    var answer = who.post(room, name, content);
    history.add(
        new Entry.Acked(
            number, answer.body().path("id").asLong(), answer.body().path("seq").asLong(), false));
  }

  @Override
  public void close() {
    server.close();
  }
}
