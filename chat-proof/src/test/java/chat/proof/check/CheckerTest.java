package chat.proof.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.proof.check.Entry.Acked;
import chat.proof.check.Entry.ChangeAcked;
import chat.proof.check.Entry.ChangeRefused;
import chat.proof.check.Entry.ChangeTried;
import chat.proof.check.Entry.Head;
import chat.proof.check.Entry.LoggedOut;
import chat.proof.check.Entry.Present;
import chat.proof.check.Entry.Reading;
import chat.proof.check.Entry.Refused;
import chat.proof.check.Entry.Seen;
import chat.proof.check.Entry.Sent;
import chat.proof.check.Entry.Started;
import chat.proof.check.Entry.Stored;
import chat.proof.check.Entry.WasReset;
import chat.proof.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tampers with an honest history in every way that a server could lie, one at a time. */
class CheckerTest {
  private static final long ROOM = 1;

  /**
   * Alice and bob say five things, edit and delete; carol watches all of it, dave from the third on
   * and late, so that he is shown things as they are by then.
   */
  private static final List<Entry> HONEST =
      List.of(
          new Started("carol", ROOM, 0),
          new Sent(1, "alice", ROOM, "a-1", "one"),
          new Acked(1, 11, 1, false),
          new Seen("carol", message(1, 11, "alice", "one")),
          // Sent twice: the second answer is the first one's.
          new Sent(2, "bob", ROOM, "b-1", "two"),
          new Sent(3, "bob", ROOM, "b-1", "two"),
          new Seen("carol", message(2, 12, "bob", "two")),
          new Acked(3, 12, 2, false),
          new Acked(2, 12, 2, true),
          // The same name for something else.
          new Sent(4, "bob", ROOM, "b-1", "not two"),
          new Refused(4, "client_id_conflict"),
          new Started("dave", ROOM, 2),
          new Sent(5, "alice", ROOM, "a-2", "three"),
          new Seen("carol", message(3, 13, "alice", "three")),
          new Acked(5, 13, 3, false),
          // Never answered: one happened, one didn't.
          new Sent(6, "alice", ROOM, "a-3", "four"),
          new Sent(7, "alice", ROOM, "a-4", "never"),
          new Seen("carol", message(4, 14, "alice", "four")),
          new ChangeTried(1, "alice", ROOM, 13, "three!"),
          new ChangeAcked(1),
          new Seen("carol", edit(5, 13, 3, "alice", "three!")),
          new ChangeTried(2, "bob", ROOM, 12, null),
          new ChangeAcked(2),
          new Seen("carol", deletion(6, 12, 2, "bob")),
          new ChangeTried(3, "bob", ROOM, 12, "two?"),
          new ChangeRefused(3, "gone"),
          new Seen("dave", edited(message(3, 13, "alice", "three!"))),
          new Seen("dave", message(4, 14, "alice", "four")),
          new Seen("dave", edit(5, 13, 3, "alice", "three!")),
          new Seen("dave", deletion(6, 12, 2, "bob")),
          new Head(ROOM, 6),
          stored(Reading.BACKWARDS, 14, 4, "alice", "four"),
          edited(stored(Reading.BACKWARDS, 13, 3, "alice", "three!")),
          deleted(stored(Reading.BACKWARDS, 12, 2, "bob", "")),
          stored(Reading.BACKWARDS, 11, 1, "alice", "one"),
          stored(Reading.FORWARDS, 11, 1, "alice", "one"),
          deleted(stored(Reading.FORWARDS, 12, 2, "bob", "")),
          edited(stored(Reading.FORWARDS, 13, 3, "alice", "three!")),
          stored(Reading.FORWARDS, 14, 4, "alice", "four"));

  private static Event message(long seq, long id, String author, String content) {
    return new Event(ROOM, seq, Event.Kind.MESSAGE, id, seq, author, content, false, false, null);
  }

  private static Event edited(Event m) {
    return new Event(
        ROOM, m.seq(), m.kind(), m.id(), m.seq(), m.author(), m.content(), true, false, null);
  }

  private static Event edit(long seq, long id, long messageSeq, String author, String content) {
    return new Event(
        ROOM, seq, Event.Kind.EDIT, id, messageSeq, author, content, true, false, null);
  }

  private static Event deletion(long seq, long id, long messageSeq, String author) {
    return new Event(ROOM, seq, Event.Kind.DELETION, id, messageSeq, author, "", false, true, null);
  }

  private static Stored stored(Reading reading, long id, long seq, String author, String content) {
    return new Stored(reading, ROOM, id, seq, author, content, false, false);
  }

  private static Stored edited(Stored m) {
    return new Stored(m.reading(), ROOM, m.id(), m.seq(), m.author(), m.content(), true, false);
  }

  private static Stored deleted(Stored m) {
    return new Stored(m.reading(), ROOM, m.id(), m.seq(), m.author(), m.content(), false, true);
  }

  // --- Tampering

  private static Predicate<Entry> isStored(long id) {
    return entry -> entry instanceof Stored stored && stored.id() == id;
  }

  private static Predicate<Entry> isSeen(String subscriber, long seq) {
    return entry ->
        entry instanceof Seen seen
            && seen.subscriber().equals(subscriber)
            && seen.event().seq() == seq;
  }

  private static List<Entry> without(Predicate<Entry> which) {
    assertThat(HONEST).anyMatch(which);
    return HONEST.stream().filter(which.negate()).toList();
  }

  /** Both readings of the history have something else for a message. */
  private static List<Entry> storing(long id, UnaryOperator<Stored> to) {
    return HONEST.stream()
        .map(entry -> isStored(id).test(entry) ? to.apply((Stored) entry) : entry)
        .toList();
  }

  private static List<Entry> changing(Entry from, Entry to) {
    assertThat(HONEST).contains(from);
    return HONEST.stream().map(entry -> entry.equals(from) ? to : entry).toList();
  }

  private static List<Entry> adding(Entry... more) {
    var all = new ArrayList<>(HONEST);
    all.addAll(List.of(more));
    return all;
  }

  private static List<Entry> addingAfter(Entry place, Entry... more) {
    var all = new ArrayList<>(HONEST);
    assertThat(all).contains(place);
    all.addAll(all.indexOf(place) + 1, List.of(more));
    return all;
  }

  private static void assertCaught(List<Entry> history, Kind kind, String what) {
    var verdict = Checker.check(history);
    assertThat(verdict.holds()).isFalse();
    assertThat(verdict.count(kind)).isPositive();
    assertThat(verdict.violations())
        .anySatisfy(
            violation -> {
              assertThat(violation.kind()).isEqualTo(kind);
              assertThat(violation.what()).contains(what);
            });
  }

  @Test
  void an_honest_history_passes_and_is_counted() {
    var verdict = Checker.check(HONEST);
    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.acknowledged()).isEqualTo(3);
    assertThat(verdict.stored()).isEqualTo(4);
    assertThat(verdict.changes()).isEqualTo(2);
    assertThat(verdict.seen()).isEqualTo(10);
  }

  // --- The history against what was sent

  @Test
  void an_acknowledged_message_that_is_lost_is_caught() {
    assertCaught(without(isStored(11)), Kind.LOST, "a-1 of alice in room 1 was acknowledged");
  }

  @Test
  void a_message_that_was_never_acknowledged_but_shown_may_not_be_lost_either() {
    assertCaught(without(isStored(14)), Kind.LOST, "number 4 of room 1 is message 14 by alice");
  }

  @Test
  void a_message_that_is_there_under_two_numbers_is_caught() {
    assertCaught(
        adding(
            stored(Reading.BACKWARDS, 15, 7, "alice", "one"),
            stored(Reading.FORWARDS, 15, 7, "alice", "one"),
            new Head(ROOM, 7)),
        Kind.DOUBLED,
        "a-1 of alice in room 1 is in the history 2 times");
  }

  @Test
  void an_unanswered_message_that_is_there_twice_is_caught() {
    assertCaught(
        adding(stored(Reading.FORWARDS, 15, 7, "alice", "four"), new Head(ROOM, 7)),
        Kind.DOUBLED,
        "a-3 of alice in room 1 is in the history 2 times");
  }

  @Test
  void a_page_that_repeats_a_message_is_caught() {
    var last = stored(Reading.FORWARDS, 14, 4, "alice", "four");
    assertCaught(addingAfter(last, last), Kind.DOUBLED, "message 14, number 4, twice (FORWARDS)");
  }

  @Test
  void pages_in_another_order_are_caught() {
    var history = new ArrayList<>(HONEST);
    var one = stored(Reading.FORWARDS, 11, 1, "alice", "one");
    history.remove(one);
    history.add(one);
    assertCaught(history, Kind.OUT_OF_ORDER, "number 1 after 4 (FORWARDS)");
  }

  @Test
  void histories_that_differ_by_the_way_they_are_read_are_caught() {
    var one = stored(Reading.FORWARDS, 11, 1, "alice", "one");
    assertCaught(
        without(one::equals),
        Kind.LOST,
        "read backwards has message 11, number 1, and read forwards it hasn't");
    assertCaught(
        changing(one, one.withContent("other")), Kind.DISAGREEMENT, "read backwards and forwards");
  }

  @Test
  void a_message_that_nobody_sent_is_caught() {
    assertCaught(
        adding(
            stored(Reading.BACKWARDS, 15, 7, "alice", "boo"),
            stored(Reading.FORWARDS, 15, 7, "alice", "boo"),
            new Head(ROOM, 7)),
        Kind.INVENTED,
        "message 15, number 7 of room 1, by alice, 'boo': nobody sent that");
  }

  @Test
  void a_message_that_was_refused_and_is_there_is_caught() {
    assertCaught(
        adding(
            new Sent(8, "bob", ROOM, "b-2", "no"),
            new Refused(8, "invalid"),
            stored(Reading.BACKWARDS, 15, 7, "bob", "no"),
            stored(Reading.FORWARDS, 15, 7, "bob", "no"),
            new Head(ROOM, 7)),
        Kind.INVENTED,
        "b-2 of bob in room 1 was refused");
  }

  @Test
  void altered_content_is_caught() {
    assertCaught(
        storing(11, message -> message.withContent("One")),
        Kind.ALTERED,
        "message 11, number 1 of room 1, by alice, 'One': 'one' was sent as a-1");
  }

  @Test
  void a_refused_content_in_place_of_the_first_is_caught() {
    var history = new ArrayList<>(storing(12, m -> stored(m.reading(), 12, 2, "bob", "not two")));
    history.removeIf(entry -> entry instanceof ChangeAcked acked && acked.change() == 2);
    assertCaught(history, Kind.ALTERED, "'not two': 'two' was sent as b-1 of bob");
  }

  @Test
  void another_author_is_caught() {
    assertCaught(
        storing(11, m -> stored(m.reading(), 11, 1, "bob", m.content())),
        Kind.ALTERED,
        "by bob, 'one': it is a-1 of alice");
  }

  @Test
  void a_number_that_is_nothing_is_caught() {
    assertCaught(adding(new Head(ROOM, 9)), Kind.GAP, "in room 1 nothing is known of 7 to 9");
    assertCaught(
        without(isSeen("carol", 5).or(isSeen("dave", 5))),
        Kind.GAP,
        "in room 1 nothing is known of 5 to 5");
  }

  @Test
  void a_number_beyond_the_end_is_caught() {
    assertCaught(adding(new Head(ROOM, 5)), Kind.INVENTED, "room 1 ends at 5");
  }

  @Test
  void a_room_whose_end_is_unknown_is_caught() {
    assertCaught(without(Head.class::isInstance), Kind.LOST, "last number of room 1");
  }

  @Test
  void a_message_numbered_below_what_was_acknowledged_before_it_was_sent_is_caught() {
    assertCaught(
        List.of(
            new Sent(1, "alice", ROOM, "a-1", "first"),
            new Acked(1, 12, 2, false),
            new Sent(2, "bob", ROOM, "b-1", "second"),
            new Acked(2, 11, 1, false),
            new Head(ROOM, 2),
            stored(Reading.BACKWARDS, 12, 2, "alice", "first"),
            stored(Reading.BACKWARDS, 11, 1, "bob", "second"),
            stored(Reading.FORWARDS, 11, 1, "bob", "second"),
            stored(Reading.FORWARDS, 12, 2, "alice", "first")),
        Kind.OUT_OF_ORDER,
        "b-1 of bob in room 1 has number 1, but was sent after 2 was acknowledged");
  }

  // --- Acknowledgements

  @Test
  void an_ack_with_another_id_is_caught() {
    assertCaught(
        changing(new Acked(1, 11, 1, false), new Acked(1, 99, 1, false)),
        Kind.WRONGLY_ACKED,
        "was acknowledged as message 99, number 1");
  }

  @Test
  void an_ack_with_another_number_is_caught() {
    assertCaught(
        changing(new Acked(1, 11, 1, false), new Acked(1, 11, 2, false)),
        Kind.WRONGLY_ACKED,
        "was acknowledged as message 11, number 2, but that number is message 12");
  }

  @Test
  void a_repetition_that_is_acknowledged_as_another_message_is_caught() {
    assertCaught(
        changing(new Acked(2, 12, 2, true), new Acked(2, 15, 7, false)),
        Kind.WRONGLY_ACKED,
        "b-1 of bob in room 1 was acknowledged as message 12, number 2 and then as message 15");
  }

  @Test
  void a_conflicting_content_that_is_acknowledged_is_caught() {
    assertCaught(
        changing(new Refused(4, "client_id_conflict"), new Acked(4, 12, 2, true)),
        Kind.WRONGLY_ACKED,
        "two contents: 'two' and 'not two'");
  }

  @Test
  void one_message_that_is_acknowledged_for_two_is_caught() {
    assertCaught(
        changing(new Acked(5, 13, 3, false), new Acked(5, 11, 1, false)),
        Kind.WRONGLY_ACKED,
        "message 11 was acknowledged for a-1 of alice in room 1 and for a-2");
  }

  // --- Subscribers

  @Test
  void a_message_that_a_subscriber_was_not_shown_is_caught() {
    assertCaught(
        without(isSeen("carol", 3)),
        Kind.GAP,
        "carol in room 1 was shown 2 and then 4: 3 is missing");
    assertCaught(
        without(isSeen("dave", 3).or(isSeen("dave", 4))),
        Kind.GAP,
        "dave in room 1 was shown 2 and then 5: 3 to 4 are missing");
  }

  @Test
  void a_message_that_a_subscriber_was_shown_twice_is_caught() {
    var again = new Seen("carol", message(2, 12, "bob", "two"));
    assertCaught(
        addingAfter(again, again), Kind.DOUBLED, "carol in room 1 was shown 2 again, after 2");
    assertCaught(
        addingAfter(new Started("dave", ROOM, 2), new Seen("dave", message(1, 11, "alice", "one"))),
        Kind.DOUBLED,
        "dave in room 1 was shown 1 although it follows the room from 2");
  }

  @Test
  void a_message_that_a_subscriber_was_shown_late_is_caught() {
    var history = new ArrayList<>(HONEST);
    var two = new Seen("carol", message(2, 12, "bob", "two"));
    history.remove(two);
    history.add(history.indexOf(new Seen("carol", message(3, 13, "alice", "three"))) + 1, two);
    assertCaught(history, Kind.OUT_OF_ORDER, "carol in room 1 was shown 2 only after 3");
  }

  @Test
  void a_subscriber_that_is_left_behind_is_caught() {
    assertCaught(
        without(isSeen("dave", 6)), Kind.BEHIND, "dave in room 1 was shown nothing after 5");
    assertCaught(
        adding(new Started("erin", ROOM, 0)),
        Kind.BEHIND,
        "erin in room 1 was shown nothing after 0: 1 to 6 are missing");
  }

  @Test
  void a_reset_is_caught() {
    assertCaught(
        adding(new WasReset("carol", ROOM, "epoch", 6)),
        Kind.RESET,
        "carol in room 1 was at 6 and told to start over at 6: epoch");
  }

  @Test
  void subscribers_that_are_shown_different_messages_under_a_number_are_caught() {
    assertCaught(
        changing(
            new Seen("dave", message(4, 14, "alice", "four")),
            new Seen("dave", message(4, 11, "alice", "one"))),
        Kind.DISAGREEMENT,
        "number 4 of room 1 is message 14 by alice (carol) and message 11 by alice (dave)");
  }

  @Test
  void a_subscriber_that_is_shown_what_nobody_said_is_caught() {
    assertCaught(
        changing(
            new Seen("dave", message(4, 14, "alice", "four")),
            new Seen("dave", message(4, 14, "alice", "vier"))),
        Kind.INVENTED,
        "number 4 of room 1, message 14, says 'vier', which nobody sent");
  }

  @Test
  void contents_that_have_changed_places_are_caught() {
    assertCaught(
        changing(
            new Seen("dave", message(4, 14, "alice", "four")),
            new Seen("dave", message(4, 14, "alice", "one"))),
        Kind.ALTERED,
        "number 4 of room 1, message 14, says what was acknowledged as message 11");
  }

  @Test
  void a_message_under_another_client_id_is_caught() {
    assertCaught(
        changing(
            new Seen("carol", message(1, 11, "alice", "one")),
            new Seen(
                "carol",
                new Event(
                    ROOM, 1, Event.Kind.MESSAGE, 11, 1, "alice", "one", false, false, "a-9"))),
        Kind.ALTERED,
        "is called a-9, not a-1 of alice");
  }

  // --- Edits and deletions

  @Test
  void an_acknowledged_edit_that_is_lost_is_caught() {
    assertCaught(
        storing(13, m -> stored(m.reading(), 13, 3, "alice", "three")),
        Kind.LOST,
        "'three': without the acknowledged edit to 'three!' of message 13");
  }

  @Test
  void an_acknowledged_edit_that_a_later_one_should_have_replaced_is_caught() {
    assertCaught(
        adding(new ChangeTried(9, "alice", ROOM, 13, "three?"), new ChangeAcked(9)),
        Kind.LOST,
        "'three!': without the acknowledged edit to 'three?'");
  }

  @Test
  void an_edit_that_nobody_made_is_caught() {
    assertCaught(
        without(
            entry ->
                entry.equals(new ChangeAcked(1))
                    || (entry instanceof ChangeTried tried && tried.change() == 1)),
        Kind.ALTERED,
        "'three!': 'three' was sent as a-2");
  }

  @Test
  void an_edit_that_happened_twice_is_caught() {
    assertCaught(
        adding(
            new Seen("carol", edit(7, 13, 3, "alice", "three!")),
            new Seen("dave", edit(7, 13, 3, "alice", "three!")),
            new Head(ROOM, 7)),
        Kind.DOUBLED,
        "edited at most 1 times, and 2 edits have a number");
  }

  @Test
  void a_refused_edit_that_is_shown_is_caught() {
    assertCaught(
        changing(
            new Seen("carol", edit(5, 13, 3, "alice", "three!")),
            new Seen("carol", edit(5, 13, 3, "alice", "two?"))),
        Kind.ALTERED,
        "says 'two?', which no edit of that message said");
  }

  @Test
  void an_unanswered_edit_may_have_happened_or_not() {
    var tried = new ChangeTried(9, "alice", ROOM, 14, "four!");
    assertThat(Checker.check(adding(tried)).violations()).isEmpty();

    var happened = new ArrayList<>(storing(14, m -> edited(m.withContent("four!"))));
    happened.add(tried);
    happened.add(new Seen("carol", edit(7, 14, 4, "alice", "four!")));
    happened.add(new Seen("dave", edit(7, 14, 4, "alice", "four!")));
    happened.add(new Head(ROOM, 7));
    assertThat(Checker.check(happened).violations()).isEmpty();
  }

  @Test
  void a_deletion_that_is_lost_is_caught() {
    assertCaught(
        storing(12, m -> stored(m.reading(), 12, 2, "bob", "two")),
        Kind.LOST,
        "its deletion was acknowledged");
  }

  @Test
  void a_deletion_that_nobody_asked_for_is_caught() {
    assertCaught(
        storing(11, m -> deleted(m.withContent(""))),
        Kind.INVENTED,
        "message 11, number 1 of room 1, by alice, '': nobody deleted it");
  }

  @Test
  void a_deleted_message_that_still_says_something_is_caught() {
    assertCaught(
        storing(12, m -> m.withContent("two")),
        Kind.ALTERED,
        "deleted, and it still says something");
  }

  @Test
  void entries_that_cannot_be_of_one_run_are_refused() {
    assertThatThrownBy(() -> Checker.check(adding(new Acked(77, 1, 1, false))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there was no try 77");
    assertThatThrownBy(() -> Checker.check(adding(new Seen("zoe", message(1, 11, "alice", "one")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("zoe never started in room 1");
    assertThatThrownBy(() -> Checker.check(adding(new Sent(20, "bob", ROOM, "b-20", "one"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'one' was said as a-1 and as b-20");
  }

  // --- Who is there

  @Test
  void who_is_there_and_who_left_may_be_told_truly() {
    var verdict =
        Checker.check(
            adding(
                new Present("carol", ROOM, Set.of("alice", "bob"), Set.of("bob", "alice")),
                new LoggedOut("erin", 5_000, 5_000, false)));
    assertThat(verdict.violations()).isEmpty();
  }

  @Test
  void a_ghost_is_caught() {
    assertCaught(
        adding(new Present("carol", ROOM, Set.of("alice"), Set.of("alice", "bob"))),
        Kind.WRONG_PRESENCE,
        "was shown [bob], who weren't there");
  }

  @Test
  void somebody_who_is_there_unseen_is_caught() {
    assertCaught(
        adding(new Present("carol", ROOM, Set.of("alice", "bob"), Set.of("alice"))),
        Kind.WRONG_PRESENCE,
        "carol in room 1 wasn't shown [bob]");
  }

  @Test
  void a_socket_that_goes_on_after_a_logout_is_caught() {
    assertCaught(
        adding(new LoggedOut("erin", 5_000, 5_001, false)),
        Kind.STILL_OPEN,
        "a socket of erin went on for 5001 ms");
  }

  @Test
  void a_token_that_works_after_a_logout_is_caught() {
    assertCaught(
        adding(new LoggedOut("erin", 5_000, 100, true)),
        Kind.STILL_OPEN,
        "erin had logged out, and opened another socket");
  }
}
