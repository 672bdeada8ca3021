package chat.adapter.web;

import chat.application.Source;
import chat.application.health.CheckHealth;
import chat.application.message.DeleteMessage;
import chat.application.message.EditMessage;
import chat.application.message.FollowRoom;
import chat.application.message.JoinRoom;
import chat.application.message.ReadHistory;
import chat.application.message.ReadHistory.Position;
import chat.application.message.ResumeRoomService;
import chat.application.message.SendMessage;
import chat.application.message.Written;
import chat.application.room.FindRooms;
import chat.application.room.KnownRooms;
import chat.application.room.OpenRoom;
import chat.application.room.ReadableRoom;
import chat.application.room.RoomAccess;
import chat.application.search.SearchMessages;
import chat.application.token.LogIn;
import chat.application.user.RegisterUser;
import chat.domain.Text;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Draft;
import chat.domain.message.LogProgress;
import chat.domain.message.LogProgress.State;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.presence.Presence;
import chat.domain.room.Room;
import chat.domain.room.RoomDetails;
import chat.domain.room.RoomHead;
import chat.domain.room.RoomId;
import chat.domain.room.Rooms;
import chat.domain.search.MessageSearch.Hit;
import chat.domain.search.MessageSearch.Order;
import chat.domain.search.Snippet;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.user.Email;
import chat.domain.user.Identity;
import chat.domain.user.User;
import chat.domain.user.UserId;
import chat.testkit.message.InMemoryMessageLog;
import chat.testkit.room.ForwardingRooms;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.token.SampleTokens;
import chat.testkit.user.InMemoryUsers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A chat in memory, as much of it as the web shows, behind the ports that the web drives. What
 * completes later does so on a thread of its own, as the lanes and the password pool do.
 */
final class FakeChat implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T18:30:00Z");
  static final int PASSWORD_MINIMUM = 9;

  private final ExecutorService lane =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "lane"));
  private final List<User> users = new ArrayList<>();
  private final Map<UserId, String> passwords = new HashMap<>();
  private final Map<String, Claims> tokens = new HashMap<>();
  private final List<Room> rooms = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final Map<RoomId, Long> heads = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private @Nullable Throwable failure;
  private volatile boolean reachesOthers = true;

  UseCases useCases() {
    var inMemoryUsers = new InMemoryUsers();
    var inMemoryRooms = new InMemoryRooms(inMemoryUsers);
    return new UseCases(
        registering(),
        id -> now(() -> users.stream().filter(user -> user.id().equals(id)).findFirst()),
        command -> later(() -> logIn(command)),
        token -> now(() -> Optional.ofNullable(tokens.get(token.value()))),
        token -> now(() -> tokens.values().removeIf(claims -> claims.id().equals(token.id()))),
        user -> now(() -> tokens.values().removeIf(claims -> claims.who().id().equals(user))),
        command -> now(() -> open(command)),
        finding(),
        new RoomAccess(new KnownRooms(found(inMemoryRooms))),
        joining(),
        following(),
        new ResumeRoomService(
            new InMemoryMessageLog(inMemoryRooms, inMemoryUsers), () -> SampleTokens.EPOCH, 1_000),
        command -> later(() -> send(command)),
        command -> later(() -> edit(command)),
        command -> later(() -> delete(command)),
        query ->
            query.text().isEmpty()
                ? CompletableFuture.completedStage(now(() -> read(query)))
                : later(() -> read(query)),
        query -> later(() -> search(query)),
        () ->
            now(
                () ->
                    new CheckHealth.Health(
                        new LogProgress(State.REBUILDING, 1, 3), reachesOthers)));
  }

  /** Whether the servers of one database hear each other at once. */
  void reachOthers(boolean reaches) {
    reachesOthers = reaches;
  }

  /** From now on every use case fails with this; null to work again. */
  synchronized void fail(@Nullable Throwable failure) {
    this.failure = failure;
  }

  /** As when a database is put back to a day before they registered. */
  synchronized void forgetUsers() {
    users.clear();
  }

  /** What was asked for, to see that something wasn't. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Where registrations and logins came from. */
  synchronized List<Source> sources() {
    return List.copyOf(sources);
  }

  /** Runs on the thread that completes what comes later, before anything that is asked from now. */
  void onLane(Runnable task) {
    lane.execute(task);
  }

  /** How many requests wait for the lane. */
  int waiting() {
    return waiting.get();
  }

  @Override
  public void close() {
    lane.shutdownNow();
  }

  private synchronized <T> T now(Supplier<T> work) {
    if (failure instanceof RuntimeException broken) {
      throw broken;
    }
    if (failure instanceof Error broken) {
      throw broken;
    }
    return work.get();
  }

  private <T> CompletionStage<T> later(Supplier<T> work) {
    waiting.incrementAndGet();
    return CompletableFuture.supplyAsync(
        () -> {
          waiting.decrementAndGet();
          return now(work);
        },
        lane);
  }

  private RegisterUser registering() {
    return new RegisterUser() {
      @Override
      public CompletionStage<Outcome> register(Command command) {
        return later(() -> FakeChat.this.register(command));
      }

      @Override
      public int passwordMinimum() {
        return PASSWORD_MINIMUM;
      }
    };
  }

  private RegisterUser.Outcome register(RegisterUser.Command command) {
    calls.add("register");
    sources.add(command.source());
    if (command.password().value().equals("too common")) {
      return new RegisterUser.Outcome.WeakPassword("must not be one of the most common ones");
    }
    var email = command.email();
    for (var user : users) {
      if (user.username().key().equals(command.username().key())
          || (email != null && Objects.equals(key(user.email()), email.key()))) {
        return new RegisterUser.Outcome.Taken();
      }
    }
    var user = new User(new UserId(users.size() + 1), command.username(), email, NOW);
    users.add(user);
    passwords.put(user.id(), command.password().value());
    return new RegisterUser.Outcome.Registered(user);
  }

  private static @Nullable String key(@Nullable Email email) {
    return email == null ? null : email.key();
  }

  private LogIn.Outcome logIn(LogIn.Command command) {
    calls.add("log in");
    sources.add(command.source());
    for (var user : users) {
      if (user.username().key().equals(Text.folded(command.username().strip()))
          && command.password().equals(passwords.get(user.id()))) {
        var token = new SignedToken("token-" + (tokens.size() + 1) + "-of-" + user.id().value());
        var id = new TokenId(token.value());
        var claims = SampleTokens.claims(id, user.identity(), NOW, NOW.plusSeconds(3600));
        tokens.put(token.value(), claims);
        return new LogIn.Outcome.LoggedIn(token, claims);
      }
    }
    return new LogIn.Outcome.WrongCredentials();
  }

  private Optional<Room> open(OpenRoom.Command command) {
    if (rooms.stream().anyMatch(room -> room.name().key().equals(command.name().key()))) {
      return Optional.empty();
    }
    var id = new RoomId(rooms.size() + 1);
    rooms.add(new Room(id, command.name(), command.creator().id(), NOW));
    return Optional.of(rooms.get(rooms.size() - 1));
  }

  private FindRooms finding() {
    return new FindRooms() {
      @Override
      public CompletionStage<List<Found>> search(
          Identity reader, String text, int skip, int limit) {
        Supplier<List<Found>> search =
            () ->
                rooms.stream()
                    .filter(room -> room.name().key().contains(Text.folded(text)))
                    .skip(skip)
                    .limit(limit)
                    .map(room -> new Found(room, head(room.id())))
                    .toList();
        return text.isEmpty() ? CompletableFuture.completedStage(now(search)) : later(search);
      }

      @Override
      public Optional<Details> details(ReadableRoom room) {
        return now(
            () ->
                find(room.id())
                    .map(one -> new Details(FakeChat.this.details(one), head(one.id()))));
      }
    };
  }

  /** The rooms as the question who may read them finds them. */
  private Rooms found(Rooms rest) {
    return new ForwardingRooms(rest) {
      @Override
      public Optional<Room> find(RoomId id) {
        return now(() -> FakeChat.this.find(id));
      }
    };
  }

  private Optional<Room> find(RoomId id) {
    return rooms.stream().filter(room -> room.id().equals(id)).findFirst();
  }

  private RoomHead head(RoomId room) {
    var said = in(room);
    return new RoomHead(
        room,
        heads.getOrDefault(room, 0L),
        said.isEmpty() ? Optional.empty() : Optional.of(said.get(said.size() - 1).at()));
  }

  private RoomDetails details(Room room) {
    var creator = users.get((int) room.createdBy().value() - 1).username();
    return new RoomDetails(room, creator, in(room.id()).size());
  }

  private JoinRoom joining() {
    return room -> now(Aside::new);
  }

  /** The place of somebody whom nobody notices. */
  private static final class Aside implements JoinRoom.Membership {
    @Override
    public boolean unannounced() {
      return false;
    }

    @Override
    public Presence.Present present(int atMost) {
      return new Presence.Present(List.of(), 0);
    }

    @Override
    public void typing() {}

    @Override
    public void leave() {}
  }

  private static FollowRoom following() {
    return (room, subscriber) ->
        new FollowRoom.Following() {
          @Override
          public long position() {
            return 0;
          }

          @Override
          public void close() {}
        };
  }

  private Written send(SendMessage.Command command) {
    calls.add("send");
    if (find(command.room()).isEmpty()) {
      return new Written.Refused(Appended.Reason.NO_SUCH_ROOM);
    }
    var given = command.clientId();
    var clientId = given == null ? new ClientId("own-" + messages.size()) : given;
    var room = in(command.room());
    for (var earlier : room) {
      if (earlier.clientId().equals(clientId) && earlier.author().equals(command.author())) {
        return earlier.text().equals(command.content().text())
            ? new Written.Done(earlier, true)
            : new Written.Refused(Appended.Reason.CLIENT_ID_TAKEN);
      }
    }
    var message =
        new Message(
            new MessageId(messages.size() + 1),
            command.room(),
            next(command.room()),
            command.author(),
            command.content(),
            clientId,
            NOW);
    messages.add(message);
    return new Written.Done(message, false);
  }

  private Written edit(EditMessage.Command command) {
    calls.add("edit");
    var draft =
        new Draft.Edit(
            command.room(),
            command.author(),
            command.message(),
            command.content(),
            NOW.plusSeconds(60));
    return Written.of(change(draft));
  }

  private Written delete(DeleteMessage.Command command) {
    calls.add("delete");
    var draft =
        new Draft.Delete(command.room(), command.author(), command.message(), NOW.plusSeconds(90));
    return Written.of(change(draft));
  }

  private Appended change(Draft.Change draft) {
    if (find(draft.room()).isEmpty()) {
      return new Appended.Refused(Appended.Reason.NO_SUCH_ROOM);
    }
    if (draft.message().value() > messages.size()) {
      return new Appended.Refused(Appended.Reason.NO_SUCH_MESSAGE);
    }
    int index = (int) draft.message().value() - 1;
    var outcome = draft.on(messages.get(index), heads.getOrDefault(draft.room(), 0L) + 1);
    if (outcome instanceof Appended.Stored stored) {
      messages.set(index, stored.event().message());
      next(draft.room());
    }
    return outcome;
  }

  private long next(RoomId room) {
    return heads.merge(room, 1L, Long::sum);
  }

  private ReadHistory.Page read(ReadHistory.Query query) {
    var found =
        in(query.room().id()).stream()
            .filter(message -> Text.folded(message.text()).contains(Text.folded(query.text())))
            .sorted((a, b) -> Long.compare(b.seq(), a.seq()))
            .toList();
    int first = first(query, found);
    int end = query.position() instanceof Position.After a ? above(found, a.seq()) : found.size();
    int last = Math.min(end, first + query.limit());
    var page = found.subList(Math.min(first, last), last);
    return new ReadHistory.Page(
        page,
        !page.isEmpty() && last < found.size()
            ? OptionalLong.of(page.get(page.size() - 1).seq())
            : OptionalLong.empty(),
        !page.isEmpty() && first > 0 && query.text().isEmpty()
            ? OptionalLong.of(page.get(0).seq())
            : OptionalLong.empty());
  }

  private SearchMessages.Page search(SearchMessages.Request request) {
    var order = request.latestFirst() ? Order.RECENT : Order.MATCH;
    var hits =
        messages.stream()
            .flatMap(
                message -> request.query().match(message).map(m -> new Hit(message, m)).stream())
            .filter(
                hit ->
                    request.after().isEmpty()
                        || order.places().compare(hit.place(), request.after().get()) > 0)
            .sorted((a, b) -> order.places().compare(a.place(), b.place()))
            .toList();
    var page = hits.subList(0, Math.min(hits.size(), request.limit()));
    return new SearchMessages.Page(
        page.stream()
            .map(
                hit ->
                    new SearchMessages.Found(
                        hit.message(),
                        find(hit.message().room()).orElseThrow().name(),
                        Snippet.of(hit.message().text(), hit.match().highlights())))
            .toList(),
        page.size() < hits.size()
            ? Optional.of(page.get(page.size() - 1).place())
            : Optional.empty(),
        true);
  }

  /** Where in what was found the page begins. */
  private static int first(ReadHistory.Query query, List<Message> found) {
    if (query.position() instanceof Position.After after) {
      return Math.max(0, above(found, after.seq()) - query.limit());
    }
    if (query.position() instanceof Position.Around around) {
      int first = Math.max(0, above(found, around.seq()) - query.limit() / 2);
      return Math.max(0, Math.min(first, found.size() - query.limit()));
    }
    return query.position() instanceof Position.Before before
        ? above(found, before.seq() - 1) + query.skip()
        : query.skip();
  }

  private static int above(List<Message> newestFirst, long seq) {
    return (int) newestFirst.stream().filter(message -> message.seq() > seq).count();
  }

  private List<Message> in(RoomId room) {
    return messages.stream().filter(message -> message.room().equals(room)).toList();
  }
}
