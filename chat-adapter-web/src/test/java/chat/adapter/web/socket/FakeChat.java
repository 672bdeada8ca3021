package chat.adapter.web.socket;

import chat.application.message.FollowRoom;
import chat.application.message.JoinRoom;
import chat.application.message.ResumeRoom;
import chat.application.message.SendMessage;
import chat.application.message.Written;
import chat.application.room.KnownRooms;
import chat.application.room.ReadableRoom;
import chat.application.room.RoomAccess;
import chat.application.token.Authenticate;
import chat.domain.StoreUnavailable;
import chat.domain.message.Appended;
import chat.domain.message.ClientId;
import chat.domain.message.Content;
import chat.domain.message.Epoch;
import chat.domain.message.Message;
import chat.domain.message.MessageId;
import chat.domain.message.RoomEvent;
import chat.domain.message.RoomFeed.Subscriber;
import chat.domain.presence.Presence;
import chat.domain.room.RoomId;
import chat.domain.token.Claims;
import chat.domain.token.SignedToken;
import chat.domain.token.TokenId;
import chat.domain.user.Identity;
import chat.domain.user.UserId;
import chat.domain.user.Username;
import chat.testkit.room.InMemoryRooms;
import chat.testkit.room.SampleRooms;
import chat.testkit.token.SampleTokens;
import chat.testkit.user.InMemoryUsers;
import chat.testkit.user.SampleUsers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The application as the endpoint sees it, in memory: one lane, rooms 1 to 5, and for every user a
 * token that is the user's name, and the token's id as well. A test can hold the lane up or let it
 * fail.
 */
public final class FakeChat
    implements Authenticate, JoinRoom, FollowRoom, SendMessage, AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  public FakeChat() {
    var creator = SampleUsers.registered(users).id();
    for (int room = 1; room <= 5; room++) {
      SampleRooms.opened(rooms, creator);
    }
  }

  /** Nobody edits, deletes or resumes here. */
  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException();
  }

  SocketUseCases useCases() {
    return new SocketUseCases(
        this,
        new RoomAccess(new KnownRooms(rooms)),
        this,
        this,
        new NothingMissed(),
        this,
        edit -> CompletableFuture.failedStage(unused()),
        delete -> CompletableFuture.failedStage(unused()));
  }

  private static final class NothingMissed implements ResumeRoom {
    @Override
    public Epoch epoch() {
      return SampleTokens.EPOCH;
    }

    @Override
    public ResumeRoom.Outcome resume(
        ReadableRoom room, @Nullable Position position, long followed) {
      throw unused();
    }

    @Override
    public List<RoomEvent.Logged> missed(ReadableRoom room, long afterSeq) {
      throw unused();
    }
  }

  private final InMemoryUsers users = new InMemoryUsers();
  private final InMemoryRooms rooms = new InMemoryRooms(users);
  private final ExecutorService lane = Executors.newSingleThreadExecutor();
  private final Map<RoomId, Long> seqs = new HashMap<>();
  private final Map<RoomId, List<Subscriber>> subscribers = new HashMap<>();
  private final Map<RoomId, Map<Identity, Integer>> present = new HashMap<>();
  private final Map<ClientId, Message> known = new HashMap<>();

  final Map<String, Instant> expiries = new ConcurrentHashMap<>();
  final AtomicInteger offered = new AtomicInteger();
  final Semaphore laneOpen = new Semaphore(1);

  /** Without it nobody's token is checked. */
  final Semaphore storeOpen = new Semaphore(1);

  /** Who is in every room on another node as well. */
  final Set<Identity> elsewhere = ConcurrentHashMap.newKeySet();

  volatile boolean storeAway;
  volatile @Nullable RuntimeException laneFailure;
  volatile @Nullable RuntimeException joinFailure;

  /** A token {@code desk-of-alice} is alice's as well. */
  private static Identity holder(SignedToken token) {
    return user(token.value().replaceFirst("^desk-of-", ""));
  }

  public static Identity user(String name) {
    return new Identity(new UserId(1 + (name.hashCode() & 0xffff)), new Username(name));
  }

  @Override
  public Optional<Claims> authenticate(SignedToken token) {
    storeOpen.acquireUninterruptibly();
    storeOpen.release();
    if (storeAway) {
      throw new StoreUnavailable("away");
    }
    return token.value().startsWith("bad")
        ? Optional.empty()
        : Optional.of(
            SampleTokens.claims(
                new TokenId(token.value()),
                holder(token),
                NOW,
                expiries.getOrDefault(token.value(), Instant.parse("2999-01-01T00:00:00Z"))));
  }

  @Override
  public JoinRoom.Membership join(ReadableRoom readable) {
    var who = readable.reader();
    var room = readable.id();
    var failure = joinFailure;
    if (failure != null) {
      throw failure;
    }
    boolean first;
    synchronized (this) {
      var people = present.computeIfAbsent(room, id -> new HashMap<>());
      first = people.merge(who, 1, Integer::sum) == 1;
      if (first && !elsewhere.contains(who)) {
        publish(new RoomEvent.Joined(room, who));
      }
    }
    return new Membership() {
      private boolean left;

      @Override
      public boolean unannounced() {
        return first && elsewhere.contains(who);
      }

      @Override
      public Presence.Present present(int atMost) {
        throw unused();
      }

      @Override
      public void typing() {
        throw unused();
      }

      @Override
      public void leave() {
        synchronized (FakeChat.this) {
          if (!left) {
            left = true;
            FakeChat.this.leave(who, room);
          }
        }
      }
    };
  }

  private synchronized void leave(Identity who, RoomId room) {
    var people = present.getOrDefault(room, new HashMap<>());
    if (people.merge(who, -1, Integer::sum) == 0) {
      people.remove(who);
      if (!elsewhere.contains(who)) {
        publish(new RoomEvent.Left(room, who));
      }
    }
  }

  synchronized int present(long room) {
    return present.getOrDefault(new RoomId(room), Map.of()).size();
  }

  @Override
  public synchronized Following follow(ReadableRoom room, Subscriber subscriber) {
    var all = subscribers.computeIfAbsent(room.id(), id -> new CopyOnWriteArrayList<>());
    all.add(subscriber);
    return new Following() {
      @Override
      public long position() {
        return 0;
      }

      @Override
      public void close() {
        all.remove(subscriber);
      }
    };
  }

  int subscriptions() {
    synchronized (this) {
      return subscribers.values().stream().mapToInt(List::size).sum();
    }
  }

  void publish(RoomEvent event) {
    List<Subscriber> all;
    synchronized (this) {
      all = subscribers.getOrDefault(event.room(), List.of());
    }
    all.forEach(subscriber -> subscriber.on(List.of(event)));
  }

  @Override
  public CompletionStage<Written> send(SendMessage.Command command) {
    offered.incrementAndGet();
    var outcome = new CompletableFuture<Written>();
    lane.execute(() -> commit(command, outcome));
    return outcome;
  }

  private void commit(SendMessage.Command command, CompletableFuture<Written> outcome) {
    laneOpen.acquireUninterruptibly();
    laneOpen.release();
    var failure = laneFailure;
    if (failure != null) {
      outcome.completeExceptionally(failure);
      return;
    }
    var clientId = command.clientId();
    var earlier = clientId == null ? null : known.get(clientId);
    if (earlier != null) {
      outcome.complete(
          earlier.text().equals(command.content().text())
              ? new Written.Done(earlier, true)
              : new Written.Refused(Appended.Reason.CLIENT_ID_TAKEN));
      return;
    }
    long seq = seqs.merge(command.room(), 1L, Long::sum);
    var message =
        new Message(
            new MessageId(command.room().value() * 1_000_000 + seq),
            command.room(),
            seq,
            command.author(),
            command.content(),
            clientId == null ? new ClientId("none-" + seq) : clientId,
            NOW);
    if (clientId != null) {
      known.put(clientId, message);
    }
    publish(new RoomEvent.Posted(message));
    outcome.complete(new Written.Done(message, false));
  }

  /** Says something as if by REST. */
  void say(String author, long room, String content) {
    send(new SendMessage.Command(user(author), new RoomId(room), new Content(content), null));
  }

  /** What was said so far has been published. */
  void settle() {
    CompletableFuture.runAsync(() -> {}, lane).join();
  }

  static List<String> numbered(String prefix, int count) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(prefix + i);
    }
    return texts;
  }

  @Override
  public void close() {
    laneOpen.release(1_000);
    storeOpen.release(1_000);
    lane.shutdown();
  }
}
