package chat.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static Event message(String content) {
    return new Event(1, 5, Event.Kind.MESSAGE, 9, 5, "alice", content, false, false, null);
  }

  @Test
  void entries_stay_in_the_order_in_which_they_were_added() {
    var told = new ArrayList<Entry>();
    var history = new History(told::add);
    var entries =
        List.<Entry>of(
            new Entry.Started("carol", 1, 4),
            new Entry.Sent(1, "alice", 1, "a-1", "hi"),
            new Entry.Seen("carol", message("hi")),
            new Entry.Acked(1, 9, 5, false));
    entries.forEach(history::add);
    assertThat(history.entries()).isEqualTo(entries);
    assertThat(told).isEqualTo(entries);
  }

  @Test
  void subscribers_that_were_shown_the_same_share_it() {
    var history = new History();
    history.add(new Entry.Seen("carol", message("hi")));
    history.add(new Entry.Seen("dave", message("hi")));
    var carols = (Entry.Seen) history.entries().get(0);
    var daves = (Entry.Seen) history.entries().get(1);
    assertThat(daves.event()).isSameAs(carols.event());
  }

  @Test
  void a_long_content_is_kept_in_brief_and_still_told_from_any_other() {
    var text = "🦦".repeat(3_999);
    var history = new History();
    history.add(new Entry.Sent(1, "alice", 1, "a-1", text + "a"));
    history.add(new Entry.Seen("carol", message(text + "a")));
    history.add(new Entry.Seen("dave", message(text + "b")));
    var sent = (Entry.Sent) history.entries().get(0);
    var carols = (Entry.Seen) history.entries().get(1);
    var daves = (Entry.Seen) history.entries().get(2);
    assertThat(sent.content()).hasSizeLessThan(300).isEqualTo(carols.event().content());
    assertThat(daves.event().content()).isNotEqualTo(sent.content());
  }
}
