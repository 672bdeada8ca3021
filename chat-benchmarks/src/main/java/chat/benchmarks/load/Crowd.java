package chat.benchmarks.load;

import chat.benchmarks.contestant.Dialect;
import chat.benchmarks.contestant.Inbox;
import chat.benchmarks.contestant.Talk;
import chat.benchmarks.measure.Usage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Many WebSocket clients on one thread, the caller's. Checks that each of them hears everything
 * once and in order.
 */
public final class Crowd implements AutoCloseable {
  /** The shortest content: the message's number. */
  public static final int LEAST_CONTENT = 8;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long MOST_LATENCY = TimeUnit.MINUTES.toNanos(10);
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PROBE_AFTER = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long PROGRESS_AFTER = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int SMALLEST_BUFFER = 4096;

  private final List<InetSocketAddress> servers;
  private final Dialect dialect;
  private final byte[] content;
  private final Selector selector;
  private final Ledger ledger = new Ledger();
  private final Map<Long, Ledger.Room> rooms = new HashMap<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<Client> senders = new ArrayList<>();
  private final ArrayDeque<Client> dirty = new ArrayDeque<>();
  private final byte[] buffer = new byte[256 * 1024];
  private final ByteBuffer bufferView = ByteBuffer.wrap(buffer);
  private final Histogram joining = histogram();

  private Histogram latency = histogram();
  private int measuredFrom = Integer.MAX_VALUE;
  private int measuredTo = Integer.MAX_VALUE;
  private long deliveries;
  private int joined;
  private int thrownOut;
  private long now;

  /** Whether a message that comes back is followed by the next. */
  private boolean echoing;

  /**
   * @param servers where they connect: those who send to the first, the others to the last
   * @param contentBytes how long messages are, at least {@link #LEAST_CONTENT}
   */
  public Crowd(List<InetSocketAddress> servers, Dialect dialect, int contentBytes)
      throws IOException {
    this.servers = List.copyOf(servers);
    this.dialect = dialect;
    content = new byte[Math.max(contentBytes, LEAST_CONTENT)];
    Arrays.fill(content, (byte) 'x');
    selector = Selector.open();
  }

  private static Histogram histogram() {
    return new Histogram(MOST_LATENCY, 3);
  }

  /**
   * Opens connections and waits until each of them is in its room.
   *
   * @param atOnce how many may be on their way in
   * @param progress is told how many are in
   * @return how long each took, from connecting to being in, in nanoseconds
   */
  public Histogram enter(List<Seat> seats, int atOnce, LongConsumer progress) throws IOException {
    joining.reset();
    joined = 0;
    int next = 0;
    long deadline = System.nanoTime() + PATIENCE;
    int seen = 0;
    var report = new Every(progress);
    while (joined < seats.size()) {
      while (next < seats.size() && next - joined < atOnce) {
        connect(seats.get(next++));
      }
      turn(100);
      now = System.nanoTime();
      if (joined > seen) {
        seen = joined;
        deadline = now + PATIENCE;
      } else if (now > deadline) {
        throw new Mistake(
            "only " + joined + " of " + seats.size() + " connections are in their rooms");
      }
      report.at(now, joined);
    }
    return joining;
  }

  private void connect(Seat seat) throws IOException {
    SocketChannel channel;
    try {
      channel = SocketChannel.open();
    } catch (IOException e) {
      throw new IOException(
          clients.size() + " connections are open and the next fails; see ulimit -n: " + e, e);
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (!seat.reads()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALLEST_BUFFER);
    }
    var room = rooms.computeIfAbsent(seat.room(), Ledger.Room::new);
    var client = new Client(clients.size(), seat, room, channel);
    clients.add(client);
    if (seat.sends()) {
      senders.add(client);
    }
    if (channel.connect(client.server)) {
      client.key = channel.register(selector, SelectionKey.OP_READ, client);
      client.request();
    } else {
      client.key = channel.register(selector, SelectionKey.OP_CONNECT, client);
    }
  }

  /**
   * Waits until everybody hears what is said in their room: some servers let a connection in before
   * it does. From here on nothing may be missed.
   */
  public void gather() throws IOException {
    var probes = new HashMap<Ledger.Room, Client>();
    for (var client : clients) {
      if (client.seat.reads()) {
        probes.putIfAbsent(client.room, client);
      }
    }
    long deadline = System.nanoTime() + PATIENCE;
    while (true) {
      now = System.nanoTime();
      if (now > deadline) {
        throw new Mistake("some hear nothing of what is said in their room");
      }
      for (var client : clients) {
        if (client.seat.reads() && !client.receiver.hasBegun() && probes.containsKey(client.room)) {
          client.probe(probes);
        }
      }
      probes.clear();
      long probeAgain = System.nanoTime() + PROBE_AFTER;
      runUntil(this::isQuiet, probeAgain);
      if (clients.stream().allMatch(c -> !c.seat.reads() || c.receiver.hasBegun())) {
        awaitQuiet();
        return;
      }
      for (var client : clients) {
        if (client.seat.reads() && !client.receiver.hasBegun()) {
          probes.putIfAbsent(client.room, client);
        }
      }
    }
  }

  private boolean isQuiet() {
    for (var client : clients) {
      if (client.seat.reads() && !client.receiver.isComplete()) {
        return false;
      }
    }
    return true;
  }

  /** Waits for all that is under way; what doesn't come is lost. */
  private void awaitQuiet() throws IOException {
    if (!runUntil(this::isQuiet, System.nanoTime() + PATIENCE)) {
      for (var client : clients) {
        if (client.seat.reads()) {
          ledger.assertComplete(client.receiver);
        }
      }
    }
  }

  private boolean runUntil(BooleanSupplier condition, long deadline) throws IOException {
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      turn(10);
    }
    return true;
  }

  /**
   * Lets the senders speak, measures after a warm-up, and waits until everything is heard.
   *
   * @param processes whose processor time is measured
   * @param progress is told how many deliveries there have been
   * @throws Mistake when anything is lost, doubled or out of order
   */
  public Measured run(
      Load load,
      Duration warmUp,
      Duration time,
      List<ProcessHandle> processes,
      LongConsumer progress)
      throws IOException {
    if (senders.isEmpty()) {
      throw new IllegalStateException("nobody sends");
    }
    latency = histogram();
    measuredFrom = Integer.MAX_VALUE;
    measuredTo = Integer.MAX_VALUE;
    deliveries = 0;
    now = System.nanoTime();
    var report = new Every(progress);
    var speakers = new Speakers(load, now);
    try {
      speakers.begin();
      spin(speakers, now + warmUp.toNanos(), report);
      measuredFrom = ledger.said();
      long deliveredBefore = deliveries;
      long begun = System.nanoTime();
      double server = Usage.cpuSeconds(processes);
      double client = Usage.cpuSeconds(List.of(ProcessHandle.current()));
      spin(speakers, begun + time.toNanos(), report);
      long ended = System.nanoTime();
      server = Usage.cpuSeconds(processes) - server;
      client = Usage.cpuSeconds(List.of(ProcessHandle.current())) - client;
      measuredTo = ledger.said();
      long delivered = deliveries - deliveredBefore;
      echoing = false;
      speakers.end();
      awaitQuiet();
      return new Measured(
          (ended - begun) / 1e9, measuredTo - measuredFrom, delivered, latency, server, client);
    } finally {
      speakers.end();
      echoing = false;
    }
  }

  private void spin(Speakers speakers, long until, Every report) throws IOException {
    now = System.nanoTime();
    while (now < until) {
      speakers.speak();
      turn(50);
      now = System.nanoTime();
      report.at(now, deliveries);
    }
  }

  /** Does nothing but read and answer for that long. */
  public void idle(Duration time) throws IOException {
    runUntil(() -> false, System.nanoTime() + time.toNanos());
  }

  /**
   * Lets those who don't read begin to, and so find out whether they were thrown out: after what
   * lies there comes the end, or nothing.
   *
   * @return how many were
   */
  public int thrownOut() {
    var left = new ArrayList<Client>();
    for (var client : clients) {
      if (!client.seat.reads() && !client.isGone) {
        left.add(client);
      }
    }
    var buried = ByteBuffer.allocate(buffer.length);
    long quiet = System.nanoTime() + QUIET;
    while (!left.isEmpty() && System.nanoTime() < quiet) {
      for (var client : List.copyOf(left)) {
        int count = client.bury(buried);
        if (count < 0) {
          left.remove(client);
          client.isGone = true;
          thrownOut++;
        }
        if (count != 0) {
          quiet = System.nanoTime() + QUIET;
        }
      }
      LockSupport.parkNanos(TICK);
    }
    return thrownOut;
  }

  /** How many connections there are. */
  public int size() {
    return clients.size();
  }

  private void turn(long millis) throws IOException {
    flush();
    selector.select(this::serve, millis);
    flush();
  }

  private void flush() throws IOException {
    for (var client = dirty.poll(); client != null; client = dirty.poll()) {
      client.isDirty = false;
      client.flush();
    }
  }

  private void serve(SelectionKey key) {
    var client = (Client) key.attachment();
    try {
      if (key.isConnectable() && client.channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_READ);
        client.request();
        return;
      }
      if (key.isReadable()) {
        client.read();
      }
      if (key.isValid() && key.isWritable()) {
        client.flush();
      }
    } catch (IOException e) {
      client.lost(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    for (var client : clients) {
      client.channel.close();
    }
    selector.close();
  }

  /** Tells progress now and then. */
  private static final class Every {
    private final LongConsumer progress;
    private long next;

    Every(LongConsumer progress) {
      this.progress = progress;
      next = System.nanoTime() + PROGRESS_AFTER;
    }

    void at(long now, long count) {
      if (now >= next) {
        next = now + PROGRESS_AFTER;
        progress.accept(count);
      }
    }
  }

  /** Says when who speaks. */
  private final class Speakers {
    private final Load load;
    private final long begun;
    private final double nanosApart;
    private long spoken;
    private @Nullable Thread ticker;

    Speakers(Load load, long begun) {
      this.load = load;
      this.begun = begun;
      nanosApart = load instanceof Load.Open open ? 1e9 / open.perSecond() : 0;
    }

    void begin() {
      if (load instanceof Load.Closed closed) {
        echoing = true;
        for (int i = 0; i < closed.outstanding(); i++) {
          senders.forEach(sender -> sender.say(System.nanoTime()));
        }
      } else {
        // Selectors count in whole milliseconds, and begin to count when they are asked.
        var thread = new Thread(Crowd.this::tick, "ticker");
        thread.setDaemon(true);
        ticker = thread;
        thread.start();
      }
    }

    void speak() {
      if (load instanceof Load.Closed) {
        return;
      }
      for (long due = due(); due <= now; due = due()) {
        senders.get((int) (spoken % senders.size())).say(due);
        spoken++;
      }
    }

    private long due() {
      return begun + (long) (spoken * nanosApart);
    }

    void end() {
      if (ticker != null) {
        ticker.interrupt();
        ticker = null;
      }
    }
  }

  private void tick() {
    while (!Thread.currentThread().isInterrupted() && selector.isOpen()) {
      LockSupport.parkNanos(TICK);
      selector.wakeup();
    }
  }

  /** One connection. */
  private final class Client implements Inbox, FrameReader.Sink {
    private final int index;
    private final Seat seat;
    private final Ledger.Room room;
    private final Ledger.Receiver receiver;
    private final SocketChannel channel;
    private final InetSocketAddress server;
    private final Talk talk;
    private final FrameReader reader = new FrameReader();
    private final FrameWriter writer;
    private final long begun = System.nanoTime();
    private @Nullable SelectionKey key;
    private boolean isJoined;
    private boolean isDirty;
    private boolean isGone;

    Client(int index, Seat seat, Ledger.Room room, SocketChannel channel) {
      this.index = index;
      this.seat = seat;
      this.room = room;
      this.channel = channel;
      server = servers.get(seat.sends() ? 0 : servers.size() - 1);
      receiver = new Ledger.Receiver(room, "connection " + index + " in room " + seat.room());
      talk = dialect.talk(seat.room());
      writer = new FrameWriter(ThreadLocalRandom.current().nextInt());
    }

    void request() {
      var nonce = new byte[16];
      ThreadLocalRandom.current().nextBytes(nonce);
      var head = new StringBuilder();
      head.append("GET ").append(dialect.target(seat.token(), seat.room())).append(" HTTP/1.1\r\n");
      head.append("Host: ").append(server.getHostString()).append(':').append(server.getPort());
      head.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
      head.append("Sec-WebSocket-Key: ").append(Base64.getEncoder().encodeToString(nonce));
      head.append("\r\n");
      dialect.headers(seat.token()).forEach(line -> head.append(line).append("\r\n"));
      head.append("\r\n");
      writer.raw(head.toString().getBytes(StandardCharsets.US_ASCII));
      makeDirty();
    }

    void say(long at) {
      int number = ledger.say(room, index, at);
      for (int i = 0, shift = 28; i < LEAST_CONTENT; i++, shift -= 4) {
        content[i] = (byte) Character.forDigit(number >>> shift & 0xF, 16);
      }
      talk.say(number, content, writer);
      makeDirty();
    }

    void probe(Map<Ledger.Room, Client> probes) {
      probes.remove(room);
      say(System.nanoTime());
    }

    private void makeDirty() {
      if (!isDirty) {
        isDirty = true;
        dirty.add(this);
      }
    }

    void flush() throws IOException {
      if (isGone || key == null) {
        return;
      }
      try {
        boolean isAll = writer.writeTo(channel);
        int reading = isJoined && !seat.reads() ? 0 : SelectionKey.OP_READ;
        int wanted = isAll ? reading : reading | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
          key.interestOps(wanted);
        }
      } catch (IOException e) {
        lost(String.valueOf(e.getMessage()));
      }
    }

    void read() throws IOException {
      int length = reader.restore(buffer);
      bufferView.limit(buffer.length).position(length);
      int count = channel.read(bufferView);
      if (count < 0) {
        lost("the server ended it");
        return;
      }
      now = System.nanoTime();
      reader.read(buffer, length + count, this);
    }

    /** Reads without looking: how much; -1 when the server has ended it. */
    int bury(ByteBuffer into) {
      try {
        into.clear();
        return channel.read(into);
      } catch (IOException e) {
        return -1;
      }
    }

    @Override
    public void opened() {
      talk.opened(writer);
      if (!writer.isEmpty()) {
        makeDirty();
      }
      if (!dialect.tellsJoined()) {
        joined();
      }
    }

    @Override
    public void joined() {
      if (isJoined) {
        return;
      }
      isJoined = true;
      joined++;
      joining.recordValue(now - begun);
      if (!seat.reads()) {
        makeDirty();
      }
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
      boolean wasEmpty = writer.isEmpty();
      talk.hear(bytes, from, to, this, writer);
      if (wasEmpty && !writer.isEmpty()) {
        makeDirty();
      }
    }

    @Override
    public void message(long seq, byte[] bytes, int from, int to) {
      if (!seat.reads()) {
        return;
      }
      int number = number(bytes, from, to);
      ledger.hear(receiver, seq, number);
      deliveries++;
      if (number >= measuredFrom && number < measuredTo) {
        latency.recordValue(Math.min(Math.max(0, now - ledger.saidAt(number)), MOST_LATENCY));
      }
      if (echoing && ledger.sender(number) == index && seat.sends()) {
        say(System.nanoTime());
      }
    }

    private int number(byte[] bytes, int from, int to) {
      if (to - from != content.length) {
        throw new Mistake("connection " + index + " heard a message of another length");
      }
      int number = 0;
      for (int i = from; i < from + LEAST_CONTENT; i++) {
        number = (number << 4) | (bytes[i] <= '9' ? bytes[i] - '0' : bytes[i] - 'a' + 10);
      }
      return number;
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
      writer.frame(FrameWriter.PONG, bytes, from, to);
      makeDirty();
    }

    @Override
    public void refused(String why) {
      throw new Mistake("connection " + index + " was refused: " + why);
    }

    @Override
    public void closed(int code, String reason) {
      lost("the server closed it with " + code + " " + reason);
    }

    void lost(String why) {
      if (isGone) {
        return;
      }
      isGone = true;
      if (key != null) {
        key.cancel();
      }
      try {
        channel.close();
      } catch (IOException e) {
        // It is of no use any more.
      }
      if (seat.reads() || !isJoined) {
        throw new Mistake("connection " + index + " is lost: " + why);
      }
      thrownOut++;
    }
  }
}
