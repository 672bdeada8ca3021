package chat.attack.call;

import chat.attack.scenario.About;
import chat.attack.scenario.Callers;
import chat.attack.scenario.Scenario;
import chat.attack.scenario.Target;
import chat.attack.scenario.Words;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Four users search for eight misspelled words at a time, within the limit. */
public final class TypoSearches implements Scenario {
  private static final int USERS = 4;
  private static final int SEARCHES_PER_SECOND = 10;
  private static final int WORDS = 8;
  private static final int VOCABULARY = 500;

  @Override
  public About about() {
    return new About(
        "typo-searches",
        "Four users search for eight misspelled words at a time, within the limit.",
        "the witness is answered as if nothing happened");
  }

  @Override
  public void run(Target target) throws IOException, InterruptedException {
    Callers.run(
        target,
        USERS * SEARCHES_PER_SECOND,
        USERS,
        TimeUnit.SECONDS.toNanos(1),
        Callers.asking(
            target,
            (caller, turn) ->
                target
                    .requests()
                    .get(
                        "/api/search?q=" + query(caller * 31 + turn),
                        target.world().attacker(caller % USERS).token())));
  }

  private static String query(int turn) {
    var query = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      var word = new StringBuilder(Words.word((turn * WORDS + i) % VOCABULARY));
      word.setCharAt(5 + i % 5, 'x');
      word.insert(3, 'y');
      query.append(i == 0 ? "" : "%20").append(word);
    }
    return query.toString();
  }
}
