package chat.attack.http;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.wire.Frames;
import chat.attack.wire.Line;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Everything that has a bound is sent larger: bodies, heads, names, contents, depths, frames. */
public final class Oversize implements Scenario {

  @Override
  public About about() {
    return new About(
        "oversize",
        "Everything that has a bound is sent larger: bodies, heads, names, contents, depths, frames.",
        "each is refused with 4xx, an error frame or a close, and never with 5xx");
  }

  @Override
  public void run(Target target) throws IOException {
    var token = Optional.of(target.world().attacker(0).token());
    var room = "/api/chat/rooms/" + target.world().largeRoom(0) + "/messages";
    var requests = target.requests();
    refused(target, requests.postJson("/api/register", Optional.empty(), "x".repeat(1_000_000)));
    refused(target, requests.postJson("/api/register", Optional.empty(), "[".repeat(6_000)));
    refused(target, requests.postJson("/api/register", Optional.empty(), name("x".repeat(51))));
    refused(target, requests.postJson("/api/chat/rooms", token, room("x".repeat(101))));
    refused(target, requests.postJson(room, token, content("x".repeat(4_001))));
    refused(target, requests.postJson(room, token, content("\\ud800")));
    refused(target, requests.postJson(room, token, "[".repeat(60_000)));
    refused(target, requests.postJson(room, token, "{\"content\":" + "9".repeat(50_000) + "}"));
    refused(target, requests.get(room + "?limit=101", token.get()));
    refused(target, requests.get(room + "?skip=" + "9".repeat(400), token.get()));
    refused(target, requests.get("/api/search?q=" + "a".repeat(7_000), token.get()));
    refused(target, requests.get("/api/health?" + "a".repeat(300_000)));
    refused(target, requests.get("/api/health", "t".repeat(100_000)));
    closed(target, 1009, Frames.text("x".repeat(65_537)));
    closed(target, 1003, Frames.frame(Frames.BINARY, true, new byte[10]));
    closed(target, 1002, Frames.frame(Frames.PING, true, new byte[126]));
    error(target, "{\"type\":\"send\",\"client_id\":\"a\",\"room_id\":" + "[".repeat(60_000));
    error(target, content("x".repeat(4_001)).replace("{", "{\"type\":\"send\",\"room_id\":1,"));
  }

  private static String name(String name) {
    return "{\"username\":\"" + name + "\",\"password\":\"long enough\"}";
  }

  private static String room(String name) {
    return "{\"name\":\"" + name + "\"}";
  }

  private static String content(String text) {
    return "{\"content\":\"" + text + "\"}";
  }

  private static void refused(Target target, byte[] request) throws IOException {
    var shown = new String(request, 0, Math.min(60, request.length), StandardCharsets.UTF_8);
    try (var line = target.connect(0)) {
      int status = Callers.answered(target, line, request).status();
      target.expect(
          status >= 400 && status < 500,
          shown.lines().findFirst().orElse("") + "… of " + request.length + " got " + status);
    } catch (SocketException ended) {
      // It was refused before all of it was there.
      target.traffic().closed();
    }
  }

  private static Line socket(Target target) throws IOException {
    var line = target.connect(0);
    line.upgrade(target.requests().chatV1(target.world().attacker(0).token()));
    line.frame();
    return line;
  }

  private static void closed(Target target, int code, byte[] frame) throws IOException {
    try (var line = socket(target)) {
      line.send(frame);
      int got = line.frame().closeCode();
      target.expect(got == code, "a frame of " + frame.length + " closed with " + got);
    } catch (SocketException ended) {
      // Reset while the rest of the frame was on its way.
      target.traffic().closed();
    }
  }

  private static void error(Target target, String text) throws IOException {
    try (var line = socket(target)) {
      line.send(Frames.text(text));
      var answer = line.frame().text();
      target.expect(answer.contains("\"error\""), "no error but " + answer);
    }
  }
}
