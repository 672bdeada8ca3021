package chat.benchmarks.server;

import chat.adapter.persistence.Store;
import chat.benchmarks.text.Corpus;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Draft;
import chat.domain.room.RoomId;
import chat.domain.user.Identity;
import chat.domain.user.Username;
import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * Puts a corpus into a store that no server uses: its seed, the number of its messages, and by
 * comma the ids of its rooms and the names of its people are the arguments.
 */
public final class SeedCorpus {
  private static final int BATCH = 2_000;

  private SeedCorpus() {}

  public static void main(String[] args) {
    var corpus = new Corpus(Long.parseLong(args[0]), Integer.parseInt(args[1]));
    var rooms = Stream.of(args[2].split(",")).map(id -> new RoomId(Long.parseLong(id))).toList();
    try (var store = Seed.open(System.getenv())) {
      var people = Stream.of(args[3].split(",")).map(name -> identity(store, name)).toList();
      for (int done = 0; done < corpus.messages(); ) {
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < BATCH && done < corpus.messages(); i++, done++) {
          drafts.add(
              new Draft.Post(
                  rooms.get(corpus.room(done)),
                  people.get(corpus.author(done)),
                  new Content(corpus.text(done)),
                  new ClientId("seed-" + done),
                  corpus.at(done)));
        }
        for (var outcome : store.messageLog().append(drafts)) {
          if (!(outcome instanceof Appended.Stored)) {
            throw new IllegalStateException("not stored: " + outcome);
          }
        }
      }
    }
  }

  private static Identity identity(Store store, String name) {
    return store.users().credentials(new Username(name)).orElseThrow().identity();
  }
}
