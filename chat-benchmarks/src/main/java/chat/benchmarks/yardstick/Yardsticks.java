package chat.benchmarks.yardstick;

import chat.benchmarks.contestant.Contestant;
import chat.benchmarks.contestant.Databases;
import chat.benchmarks.contestant.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What chat servers are compared with. Used by one thread. */
public final class Yardsticks {
  private final Path folder;
  private final Databases databases;
  private final Consumer<String> notice;
  private @Nullable List<Contestant> onNode;

  /**
   * @param folder where libraries for Node are kept from run to run; made when it is needed
   * @param notice is told, once and in one line, when those on Node can't take part
   */
  public Yardsticks(Path folder, Databases databases, Consumer<String> notice) {
    this.folder = folder;
    this.databases = databases;
    this.notice = notice;
  }

  /**
   * Those that take part where chat servers use such stores: the ones in Java always; the ones on
   * Node, which store in a MySQL, where chat servers do that as well.
   */
  public List<Contestant> beside(Collection<Store> stores) {
    var inJava = Stream.of(JavaPrograms.netty(), JavaPrograms.javalin());
    var others = stores.contains(Store.MYSQL) ? onNode() : List.<Contestant>of();
    return Stream.concat(inJava, others.stream()).toList();
  }

  private List<Contestant> onNode() {
    if (onNode == null) {
      try {
        var programs = NodePrograms.install(folder);
        onNode = List.of(programs.ws(databases), programs.socketIo(databases));
      } catch (IOException e) {
        notice.accept("without ws and Socket.IO: " + e.getMessage());
        onNode = List.of();
      }
    }
    return onNode;
  }
}
