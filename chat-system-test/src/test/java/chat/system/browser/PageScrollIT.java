package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A room of 10,000 messages is scrolled through like one of ten. */
class PageScrollIT extends VisitTest {
  private static final int MESSAGES = 10_000;
  private static final int MOST_LINES = 250;

  /** The view, and what is seen of it; every test's script begins with it. */
  private static final String VIEW =
      """
      const find = (root, selector) => root.querySelector(selector)
          ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && find(each.shadowRoot, selector)).find(Boolean);
      const view = find(document, '.view');
      const frame = () => new Promise(requestAnimationFrame);
      const lines = () => [...view.querySelectorAll('.message[data-seq]')];
      const seen = () => {
        const {top, bottom} = view.getBoundingClientRect();
        return lines().filter((line) => {
          const box = line.getBoundingClientRect();
          return box.bottom > top && box.top < bottom;
        });
      };
      const seq = (line) => Number(line.dataset.seq);
      """;

  private long room;

  @BeforeAll
  void fill() {
    room = person("alice").openRoom("ten thousand");
    var sockets = List.of(socket("alice"), socket("bob"), socket("bob"));
    for (int i = 1; i <= MESSAGES; i++) {
      sockets.get(i % 3).sendText(text(i), true).join();
    }
    await()
        .atMost(Tab.PATIENCE)
        .until(
            () ->
                person("alice").get("/api/chat/rooms/" + room).body().path("message_count").asInt()
                    == MESSAGES);
    sockets.forEach(WebSocket::abort);
  }

  /** Of the seed's dialect: whatever is sent is a message. */
  private WebSocket socket(String name) {
    var address =
        "ws://%s/ws/%d?token=%s"
            .formatted(server.address().getAuthority(), room, person(name).token());
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create(address), new WebSocket.Listener() {})
        .join();
  }

  /** Of unlike heights, so that what isn't measured yet can't be known. */
  private static String text(int i) {
    return "message "
        + i
        + " and some words".repeat(i % 7 * 5)
        + (i % 11 == 0 ? "\nand a line" : "");
  }

  @Test
  void it_is_scrolled_through_without_a_jump_or_a_gap() {
    var visitor = visitor("alice").enter(room);
    var tab = visitor.tab();
    awaitAtEnd(tab);
    // As much at a time as makes it quick.
    tab.size(1280, 2400);
    tab.runAsync(VIEW + "await frame(); await frame();");
    assertScrollsTo(tab, MESSAGES - 2_000);

    visitor.go("#/rooms/" + room + "/2000").awaitSettled();
    tab.awaitFocus(".message[data-seq='2000']");
    assertScrollsTo(tab, 1);
    assertThat(tab.texts(".beginning .title"))
        .containsExactly("This is the beginning of #ten thousand");

    tab.click(".latest");
    awaitAtEnd(tab);
  }

  /** Scrolls up until that message has been seen. */
  private static void assertScrollsTo(Tab tab, int seq) {
    tab.run(
        "window.scrolled = {until: arguments[0], lowest: Infinity, most: 0, worst: 0, reached: []}",
        seq);
    // A script may not take longer than the driver waits for it.
    await().atMost(Duration.ofMinutes(2)).until(() -> number(scrollForTwoSeconds(tab), 0) <= seq);
    var answer = scrollForTwoSeconds(tab);
    System.out.println("figures of scrolling (lowest, lines, worst, seen, highest): " + answer);
    assertThat(number(answer, 1)).as("lines that exist").isBetween(10.0, (double) MOST_LINES);
    assertThat(number(answer, 2)).as("pixels that anything jumped").isLessThanOrEqualTo(1.5);
    assertThat(number(answer, 3))
        .as("messages that were seen")
        .isEqualTo(number(answer, 4) - number(answer, 0) + 1);
  }

  private static List<?> scrollForTwoSeconds(Tab tab) {
    return (List<?>)
        tab.runAsync(
            VIEW
                + """
                const all = window.scrolled;
                const reached = new Set([...all.reached, ...seen().map(seq)]);
                all.lowest = Math.min(all.lowest, ...reached);
                const started = performance.now();
                while (all.lowest > all.until && performance.now() - started < 2_000) {
                  // A scroll that is faster than the server runs past messages that aren't there yet.
                  const unloaded = view.querySelector('.older');
                  if (unloaded && unloaded.getBoundingClientRect().bottom > view.getBoundingClientRect().top - view.clientHeight) {
                    await frame();
                    continue;
                  }
                  // What is seen moves by as much as was scrolled, and by nothing else.
                  const before = new Map(seen().map((line) => [line.dataset.key, line.getBoundingClientRect().top]));
                  const from = view.scrollTop;
                  view.scrollTop -= view.clientHeight - 200;
                  let moved = from - view.scrollTop;
                  await frame();
                  if (view.scrollTop === 0 && view.querySelector('.beginning')) {
                    // A scroll ends at the beginning, which is where it is only since its lines were measured.
                    const first = seen().find((line) => before.has(line.dataset.key));
                    moved = first ? Math.min(moved, first.getBoundingClientRect().top - before.get(first.dataset.key)) : moved;
                  }
                  await frame();
                  const now = seen();
                  for (const line of now) {
                    const was = before.get(line.dataset.key);
                    if (was !== undefined) {
                      all.worst = Math.max(all.worst, Math.abs(line.getBoundingClientRect().top - was - moved));
                    }
                    reached.add(seq(line));
                    all.lowest = Math.min(all.lowest, seq(line));
                  }
                  all.most = Math.max(all.most, view.querySelectorAll('.line').length);
                }
                all.reached = [...reached];
                return [all.lowest, all.most, all.worst, reached.size, Math.max(...reached)];
                """);
  }

  @Test
  void above_the_beginning_there_is_never_an_empty_space() {
    var lowAtFirst = person("alice").openRoom("low at first");
    for (int i = 1; i <= 140; i++) {
      person("alice").say(lowAtFirst, i <= 70 ? "low" : "high ".repeat(150));
    }
    var tab = visitor("alice").enter(lowAtFirst).tab();
    awaitAtEnd(tab);
    var space =
        tab.runAsync(
            VIEW
                + """
                let most = -Infinity;
                do {
                  view.scrollTop -= 400;
                  await frame();
                  const first = view.querySelector('.beginning');
                  most = Math.max(most, first ? first.getBoundingClientRect().top - view.getBoundingClientRect().top : -Infinity);
                } while (view.scrollTop > 0 || view.querySelector('.older'));
                return most;
                """);
    assertThat(((Number) space).doubleValue()).as("pixels of empty space").isBetween(-1.0, 1.0);
  }

  @Test
  void scrolling_is_smooth() {
    var visitor = visitor("alice").go("#/rooms/" + room + "/5000").awaitSettled();
    var tab = visitor.tab();
    tab.awaitFocus(".message[data-seq='5000']");
    var answer =
        (List<?>)
            tab.runAsync(
                VIEW
                    + """
                    const gaps = [];
                    let last = await frame();
                    for (let i = 0; i < 240; i++) {
                      view.scrollTop += i < 120 ? -40 : 40;
                      const now = await frame();
                      gaps.push(now - last);
                      last = now;
                    }
                    gaps.sort((one, other) => one - other);
                    const all = gaps.reduce((sum, gap) => sum + gap, 0);
                    return [gaps.length / all * 1000, gaps[Math.floor(gaps.length * 0.95)]];
                    """);
    System.out.println("figures of frames (a second, longest of 95 %): " + answer);
    // A slide show is caught; what a machine reaches that does nothing else is printed.
    assertThat(number(answer, 0)).as("frames a second").isGreaterThan(5);
  }

  @Test
  void what_is_read_stays_in_place_while_others_talk_and_the_way_to_the_end_is_told() {
    var visitor = visitor("alice").go("#/rooms/" + room + "/9900").awaitSettled();
    var tab = visitor.tab();
    tab.awaitFocus(".message[data-seq='9900']");
    tab.awaitTexts(".latest", texts -> assertThat(texts).containsExactly("Latest messages"));
    var before = topOf(tab, 9900);
    IntStream.rangeClosed(1, 5).forEach(i -> person("bob").say(room, "news " + i));
    tab.awaitTexts(".latest", texts -> assertThat(texts).containsExactly("5 new messages"));
    assertThat(topOf(tab, 9900)).isEqualTo(before);

    tab.click(".latest");
    tab.awaitTexts(".said", said -> assertThat(said).last().isEqualTo("news 5"));
    tab.awaitTexts(".latest", texts -> assertThat(texts).isEmpty());
    person("bob").say(room, "news 6");
    tab.awaitTexts(".said", said -> assertThat(said).last().isEqualTo("news 6"));
    tab.runAsync(VIEW + "await frame(); await frame();");
    assertThat(tab.run(VIEW + "return view.scrollTop + view.clientHeight >= view.scrollHeight - 2"))
        .isEqualTo(true);
  }

  @Test
  void a_narrower_window_keeps_the_place() {
    var tab = visitor("alice").go("#/rooms/" + room + "/4000").awaitSettled().tab();
    tab.awaitFocus(".message[data-seq='4000']");
    var first = tab.run(VIEW + "return seq(seen()[0])");
    for (var width : List.of(400, 1280)) {
      tab.size(width, 800);
      tab.runAsync(VIEW + "for (let i = 0; i < 10; i++) { await frame(); }");
      assertThat(tab.run(VIEW + "return seen().slice(0, 2).map(seq)"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .contains(first);
    }
  }

  private static double topOf(Tab tab, int seq) {
    return ((Number)
            tab.run(
                VIEW
                    + "return lines().find((line) => seq(line) === arguments[0]).getBoundingClientRect().top",
                seq))
        .doubleValue();
  }

  private static void awaitAtEnd(Tab tab) {
    tab.awaitTexts(".message[data-seq]", lines -> assertThat(lines).isNotEmpty());
    tab.awaitTexts(".latest", texts -> assertThat(texts).isEmpty());
  }

  private static double number(List<?> answer, int index) {
    return ((Number) answer.get(index)).doubleValue();
  }
}
