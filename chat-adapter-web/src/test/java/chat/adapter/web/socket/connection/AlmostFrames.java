package chat.adapter.web.socket.connection;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** JSON objects of the members that frames have, with values that they may not have. */
public final class AlmostFrames {
  private AlmostFrames() {}

  /** Few of them mean anything. */
  public static Arbitrary<String> any() {
    var names =
        Arbitraries.of(
            "type", "room_id", "after_seq", "epoch", "client_id", "content", "id", "token", "x");
    var values =
        Arbitraries.oneOf(
            Arbitraries.of("join", "leave", "send", "edit", "delete", "typing", "ping", "auth")
                .map(type -> "\"" + type + "\""),
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.integers().between(0, 3).map(String::valueOf),
            Arbitraries.of(
                "null", "true", "1.5", "[]", "{\"type\":\"ping\"}", "1e400", "\"\\u0000\""),
            Arbitraries.strings().ofMaxLength(8).map(AlmostFrames::quoted));
    return Arbitraries.maps(names, values)
        .ofMaxSize(6)
        .map(
            members ->
                members.entrySet().stream()
                    .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                    .collect(Collectors.joining(",", "{", "}")));
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c ->
                json.append(
                    c < 0x80 && c >= ' ' && c != '"' && c != '\\'
                        ? String.valueOf((char) c)
                        : "\\u%04x".formatted(c)));
    return json.append('"').toString();
  }
}
