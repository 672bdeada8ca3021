package chat.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the chat page works out without showing anything, asked in a browser. */
class PageLogicIT extends VisitTest {
  private Tab tab;

  @BeforeEach
  void openPage() {
    tab = open();
  }

  @Test
  void a_small_part_of_markdown_is_read() {
    assertThat(
            ask(
                "markdown",
                """
                const short = (node) => node.children
                    ? `${node.type}(${node.children.map(short).join('')})`
                    : node.type === 'text' ? node.text : `${node.type}(${node.text})`;
                return [
                  '**b** and *i* and _j_',
                  '**b *i* b**',
                  '`**c**`',
                  '2*3*4 and snake_case_name',
                  '* not closed **nor this',
                  '> one\\n> two\\nthree',
                  '```js\\n**x**\\n```\\nafter',
                  '```\\nnever closed',
                  'line\\nline\\n\\nline',
                  'see https://example.org/a_(b)_c, or (http://x.org/?a=b&c#d).',
                  'ahttps://example.org javascript:alert(1) ftp://x.org',
                  'https:// http://',
                ].map((text) => parse(text).map(short).join('|'));
                """))
        .isEqualTo(
            List.of(
                "paragraph(bold(b) and italic(i) and italic(j))",
                "paragraph(bold(b italic(i) b))",
                "paragraph(code(**c**))",
                "paragraph(2*3*4 and snake_case_name)",
                "paragraph(* not closed **nor this)",
                "quote(one\ntwo)|paragraph(three)",
                "codeblock(**x**)|paragraph(after)",
                "paragraph(```\nnever closed)",
                "paragraph(line\nline\n\nline)",
                "paragraph(see link(https://example.org/a_(b)_c), or (link(http://x.org/?a=b&c#d)).)",
                "paragraph(ahttps://example.org javascript:alert(1) ftp://x.org)",
                "paragraph(https:// http://)"));
  }

  /**
   * Each text is so long that a step for each pair of its characters takes minutes, and ends at the
   * browser's timeout for scripts, while a step for each character takes milliseconds.
   */
  @Test
  void reading_takes_time_in_proportion_to_the_length_of_the_text() {
    assertThat(
            ask(
                "markdown",
                """
                const parts = ['*', '**', '_', '`', '**a ', '*a ', '_a ', '`a', '*_', '_a**b ', '**a\\n', '> ', '```\\n', '```x\\n',
                    ' ', '\\n', ')', '.', 'http://', 'https://a.b/(', 'xhttp://a', 'http://%', 'http://a]?)-'];
                const texts = parts.map((part) => part.repeat(500_000 / part.length))
                    .concat(`http://a/${')'.repeat(500_000)}`, `http://a/${'?'.repeat(500_000)}`, `a${' '.repeat(500_000)}b`);
                return texts.map((text) => parse(text).length).filter((blocks) => blocks > 0).length;
                """))
        .as("of 26 texts those that aren't blank")
        .isEqualTo(24L);
  }

  @Test
  void brackets_belong_to_the_address_that_opens_them() {
    assertThat(
            ask(
                "markdown",
                """
                return [`http://a/${')'.repeat(4000)}`, `http://a/${'('.repeat(3)}${')'.repeat(5)}.`, 'http://a/(b))c)', 'http://a/)(',
                  'http://%.https://b.org', 'http://% https://b.org']
                    .map((text) => parse(text)[0].children.filter(({type}) => type === 'link').map(({text}) => text).join());
                """))
        .isEqualTo(
            List.of(
                "http://a/",
                "http://a/((()))",
                "http://a/(b))c",
                "http://a/)(",
                "",
                "https://b.org"));
  }

  @Test
  void plain_words_and_emoji_are_told_apart() {
    assertThat(
            ask(
                "markdown",
                """
                return [plainText('**a** `b`\\n> c'), plainText('x'.repeat(300)).length,
                  ...['🦊', '👩‍👩‍👧 🇨🇭', '1', 'a🦊', ' ', '🦊'.repeat(30)].map(isEmojiOnly)];
                """))
        .isEqualTo(List.of("a b c", 200L, true, true, false, false, false, false));
  }

  @Test
  void what_is_seen_stays_where_it_is_whatever_comes_and_turns_out_higher() {
    var worst =
        (Number)
            ask(
                "layout",
                """
                let seed = 7;
                const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
                let worst = 0;
                for (let round = 0; round < 200; round++) {
                  const layout = new Layout(30);
                  let lines = Array.from({length: 50}, (_, i) => ({key: `l${i}`}));
                  const heights = new Map();
                  const height = (key) => heights.get(key) ?? heights.set(key, 10 + random(90)).get(key);
                  layout.replace(lines);
                  const y = 400;
                  const show = () => {
                    const [first, last] = layout.between(y - 300, y + 900);
                    layout.measure(lines.slice(first, last).map(({key}) => [key, height(key)]), y);
                  };
                  show();
                  show();
                  for (let change = 0; change < 20; change++) {
                    const seen = lines[layout.at(y)].key;
                    const before = layout.top(layout.index(seen));
                    const count = random(30);
                    const added = Array.from({length: count}, (_, i) => ({key: `${change}-${i}`}));
                    lines = random(2) === 0 ? [...added, ...lines] : [...lines, ...added];
                    layout.update(lines, y);
                    show();
                    worst = Math.max(worst, Math.abs(layout.top(layout.index(seen)) - before));
                  }
                  for (let i = 0; i < lines.length; i++) {
                    const middle = layout.top(i) + layout.height(i) / 2;
                    if (layout.at(middle) !== i) {
                      throw new Error(`line ${i} isn't at ${middle}`);
                    }
                  }
                }
                return worst;
                """);
    assertThat(worst.doubleValue()).as("pixels").isLessThan(0.01);
  }

  @Test
  void a_timeline_has_no_gap_and_nothing_twice() {
    assertThat(
            ask(
                "timeline",
                """
                const message = (seq, content = `m${seq}`) => (
                    {id: 100 + seq, seq, content, userId: 1, username: 'bob', timestamp: '', deleted: false, editedAt: null});
                const timeline = new Timeline();
                const shown = () => timeline.messages.map(({content, deleted}) => (deleted ? '-' : content)).join();
                const log = [];
                timeline.apply('message', message(6));
                timeline.apply('message_edited', {id: 104, messageSeq: 4, content: 'new', editedAt: '2'});
                timeline.replace({messages: [message(3), message(4)], older: {beforeSeq: 3}, newer: {afterSeq: 4}});
                log.push(shown(), timeline.reachesEnd, timeline.waitingMessages);
                timeline.append({messages: [message(4), message(5)], newer: null});
                log.push(shown(), timeline.reachesEnd);
                timeline.prepend({messages: [message(1), message(2), message(3)], older: null});
                timeline.apply('message', message(6));
                timeline.apply('message', message(7));
                timeline.apply('message_edited', {id: 104, messageSeq: 4, content: 'old', editedAt: '1'});
                timeline.apply('message_deleted', {id: 107, messageSeq: 7});
                timeline.apply('message_edited', {id: 107, messageSeq: 7, content: 'back', editedAt: '9'});
                log.push(shown());
                timeline.clear();
                log.push(shown(), timeline.isLoaded);
                return log;
                """))
        .isEqualTo(
            List.of("m3,m4", false, 1L, "m3,new,m5,m6", true, "m1,m2,m3,new,m5,m6,-", "", false));
  }

  @Test
  void messages_are_grouped_by_author_and_day_and_what_is_new_is_marked() {
    assertThat(
            ask(
                "rows",
                """
                const at = (day, minute) => new Date(2026, 10, day, 12, minute).toISOString();
                const said = (seq, userId, timestamp) => ({id: seq, seq, userId, username: '', content: '', timestamp});
                const rows = rowsOf({
                  messages: [said(1, 7, at(1, 0)), said(2, 7, at(1, 1)), said(3, 8, at(1, 2)), said(4, 8, at(2, 0)),
                    said(5, 9, at(2, 1)), said(6, 9, at(2, 59))],
                  pending: [{clientId: 'p', at: Date.parse(at(2, 59)), ack: null}, {clientId: 'q', at: 0, ack: {seq: 6}}],
                  fromBeginning: true, unreadAfter: 3, me: 8,
                });
                return rows.map(({kind, key, first}) => [kind, key, first ? 'first' : ''].join(' ').trim());
                """))
        .isEqualTo(
            List.of(
                "beginning beginning",
                "day day-m1",
                "message m1 first",
                "message m2",
                "message m3 first",
                "day day-m4",
                "message m4 first",
                "unread unread",
                "message m5 first",
                "message m6 first",
                "pending p first"));
  }

  @Test
  void what_arrives_is_told_at_once_and_then_together() {
    assertThat(
            ask(
                "announcer",
                """
                const said = [];
                const waiting = [];
                const announcer = new Announcer((sentence) => said.push(sentence), (what) => waiting.push(what));
                announcer.add('bob', 'one');
                announcer.add('bob', 'two');
                announcer.add('eve', 'three');
                waiting.shift()();
                waiting.shift()();
                announcer.add('eve', 'four');
                return said;
                """))
        .isEqualTo(List.of("bob: one", "2 new messages from bob, eve", "eve: four"));
  }

  @Test
  void addresses_lead_where_they_say_and_nowhere_else() {
    assertThat(
            ask(
                "route",
                """
                return ['#/rooms/3/413', '#/rooms/3', '#/search/a%20b', '#/search/%E0%A4%A', '#/rooms/x', '#/rooms/1/2/3', '']
                    .map((hash) => JSON.stringify(Object.values(parseRoute(hash))))
                    .concat(roomHref(3, 413), searchHref('a/b?'), searchHref(''));
                """))
        .isEqualTo(
            List.of(
                "[\"room\",3,413]",
                "[\"room\",3,null]",
                "[\"search\",\"a b\"]",
                "[\"search\",\"%E0%A4%A\"]",
                "[\"home\"]",
                "[\"home\"]",
                "[\"home\"]",
                "#/rooms/3/413",
                "#/search/a%2Fb%3F",
                "#/search"));
  }

  @Test
  void marks_in_a_snippet_are_believed_only_where_they_make_sense() {
    assertThat(
            ask(
                "snippet",
                """
                return [[[4, 7]], [[4, 7], [0, 3]], [[0, 5], [3, 7]], [[-1, 2]], [[5, 99]], [[3, 3]], []]
                    .map((marks) => partsOf('one two', marks).map(({text, marked}) => (marked ? `[${text}]` : text)).join(''));
                """))
        .isEqualTo(
            List.of(
                "one [two]",
                "[one] [two]",
                "[one t]wo",
                "one two",
                "one two",
                "one two",
                "one two"));
  }

  @Test
  void drafts_and_places_outlive_a_storage_that_fails() {
    assertThat(
            ask(
                "drafts",
                """
                const full = {getItem: () => null, removeItem() {}, setItem() { throw new Error('full'); }};
                const drafts = new Drafts(full, 1);
                drafts.keep(3, 'begun');
                const kept = new Map();
                const storage = {getItem: (key) => kept.get(key) ?? null, removeItem: (key) => kept.delete(key), setItem: (key, text) => kept.set(key, text)};
                new Drafts(storage, 1).keep(3, 'mine');
                return [drafts.of(3), drafts.of(4), new Drafts(storage, 1).of(3), new Drafts(storage, 2).of(3)];
                """))
        .isEqualTo(List.of("begun", "", "mine", ""));
    assertThat(
            ask(
                "read-positions",
                """
                const kept = new Map([['chat-read:1', 'not JSON']]);
                const storage = {getItem: (key) => kept.get(key) ?? null, removeItem() {}, setItem: (key, text) => kept.set(key, text)};
                const reads = new ReadPositions(storage, 1);
                return [reads.of(3) ?? 'unknown', reads.read(3, 5), reads.read(3, 4), reads.of(3), new ReadPositions(storage, 1).of(3)];
                """))
        .isEqualTo(List.of("unknown", true, false, 5L, 5L));
  }

  @Test
  void times_and_people_are_told_in_words() {
    assertThat(
            ask(
                "times",
                """
                const now = new Date(2026, 10, 26, 12, 0).getTime();
                const before = (...when) => new Date(2026, ...when).getTime();
                return [dayLabel(now, now), dayLabel(before(10, 25, 23, 59), now), dayLabel(before(10, 1), now),
                  dayLabel(new Date(2025, 0, 1).getTime(), now), since(now - 5_000, now), since(now - 5 * 60_000, now),
                  since(before(10, 24, 9), now), since(before(2, 3), now)];
                """))
        .isEqualTo(
            List.of(
                "Today",
                "Yesterday",
                "Sunday, November 1",
                "January 1, 2025",
                "now",
                "5 min",
                "Tue",
                "Mar 3"));
    assertThat(
            ask(
                "people",
                """
                return [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map(typingSentence)
                    .concat(initialOf('émile'), initialOf('👩‍👩‍👧 family'), initialOf(' '), counted(1, 'message'), counted(1200, 'message'));
                """))
        .isEqualTo(
            List.of(
                "",
                "a is typing…",
                "a and b are typing…",
                "a, b and c are typing…",
                "Several people are typing…",
                "É",
                "👩‍👩‍👧",
                "?",
                "1 message",
                "1,200 messages"));
  }

  @Test
  void a_passwords_strength_is_estimated_low() {
    assertThat(
            ask(
                "password-strength",
                """
                const personal = ['Alice Moreau', 'a.moreau@example.org'];
                return ['', 'kX9#q', 'longenough', 'alice2024', 'MOREAU99!', 'Password1!', 'p@$$w0rd', 'aaaaaaaaaaaaaaaaaaaa1',
                  'qwertyuiop1234567890', 'asdasdasdasd', '👩👩👩👩👩👩👩', 'correct horse', 'Correct horse 1', 'kX9#qP2$vL7',
                  'correct horse battery', 'correct horse battery staple', 'kX9#qP2$vL7mR4&wTz']
                    .map((password) => strengthOf(password, {minimum: 6, personal})).map(({level, text}) => `${level} ${text}`)
                    .concat(strengthOf('kX9#qP2$', {minimum: 9, personal}).text, strengthOf('é'.repeat(1_000_000), {minimum: 6, personal}).level);
                """))
        .isEqualTo(
            List.of(
                "0 At least 6 characters",
                "1 Too short: at least 6 characters",
                "1 Weak: a longer one is harder to guess",
                "1 Weak: it contains your name or e-mail",
                "1 Weak: it contains your name or e-mail",
                "1 Weak: it contains a common word",
                "1 Weak: it contains a common word",
                "1 Weak: it follows a pattern, such as 123, aaa or qwerty",
                "1 Weak: it follows a pattern, such as 123, aaa or qwerty",
                "1 Weak: it repeats itself",
                "1 Weak: it follows a pattern, such as 123, aaa or qwerty",
                "2 Fair: a longer one is harder to guess",
                "2 Fair: a longer one is harder to guess",
                "3 Good",
                "3 Good",
                "4 Strong",
                "4 Strong",
                "Too short: at least 9 characters",
                1L));
  }

  /** What a function's body returns that has everything of a module in {@code page/logic}. */
  private Object ask(String module, String body) {
    return tab.runAsync(
        """
        const source = new URL(`page/logic/${args[0]}.js`, document.querySelector('script[type=module]').src);
        Object.assign(globalThis, await import(source));
        """
            + body,
        module);
  }
}
