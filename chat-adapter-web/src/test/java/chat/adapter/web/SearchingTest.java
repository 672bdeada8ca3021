package chat.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchingTest extends WebTest {
  private static final String IN_ELEVEN_ROOMS =
      IntStream.rangeClosed(1, 11).mapToObj(i -> "in:r" + i).collect(Collectors.joining("+"));

  private String alice = "";

  @BeforeEach
  void say_something() {
    alice = loggedIn("alice");
    var messages = room(alice, "general");
    for (var text : List.of("red one", "blue", "reddish two", "red 😀 Grüße")) {
      send(Call.post(messages).as(alice).json("{\"content\":\"" + text + "\"}"));
    }
  }

  private Reply search(String query) {
    return send(Call.get("/api/search?" + query).as(alice));
  }

  @Test
  void a_hit_says_where_it_is_and_where_it_matches() {
    assertThat(search("q=" + encoded("grusse red")).text())
        .isEqualTo(
            "{\"hits\":[{\"room_id\":1,\"room_name\":\"general\",\"id\":4,\"seq\":4,\"user_id\":1,"
                + "\"username\":\"alice\",\"timestamp\":\"2026-11-22T18:30:00.000Z\","
                + "\"snippet\":\"red \\uD83D\\uDE00 Grüße\",\"highlights\":[[0,3],[7,12]]}],"
                + "\"next\":null,\"complete\":true}");
  }

  @Test
  void pages_are_followed_by_their_cursor() {
    for (var sort : List.of("", "&sort=recent")) {
      var first = search("q=red&limit=2" + sort).json();
      assertThat(first.path("hits")).hasSize(2);
      var cursor = encoded(first.path("next").asString());
      var second = search("q=red&limit=2" + sort + "&cursor=" + cursor).json();
      assertThat(second.path("hits")).hasSize(1);
      assertThat(second.path("next").isNull()).isTrue();
    }
  }

  @Test
  void what_is_out_of_bounds_is_refused() {
    assertThat(search("").mistakes()).containsExactly("query.q missing");
    assertThat(search("q=+").mistakes()).containsExactly("query.q value_error");
    assertThat(search("q=" + "x".repeat(501)).mistakes()).containsExactly("query.q value_error");
    assertThat(search("q=" + "a+".repeat(33)).mistakes()).containsExactly("query.q value_error");
    assertThat(search("q=" + IN_ELEVEN_ROOMS).mistakes()).containsExactly("query.q value_error");
    assertThat(
            send(Call.get("/api/chat/rooms/1/messages?search=" + IN_ELEVEN_ROOMS).as(alice))
                .mistakes())
        .containsExactly("query.search value_error");
    assertThat(search("q=a&limit=51").mistakes()).containsExactly("query.limit less_than_equal");
    assertThat(search("q=a&limit=0").mistakes()).containsExactly("query.limit greater_than_equal");
    assertThat(search("q=a&sort=best").mistakes()).containsExactly("query.sort value_error");
    for (var cursor : List.of("", "x", "m0-0-0-0", "m0-1-zzzzzzzzzzzzz-1", "r0-1-1-1")) {
      assertThat(search("q=a&cursor=" + cursor).mistakes())
          .as(cursor)
          .containsExactly("query.cursor value_error");
    }
  }

  @Test
  void only_who_is_logged_in_may_search() {
    assertThat(send(Call.get("/api/search?q=red")).status()).isEqualTo(401);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
