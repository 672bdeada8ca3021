package chat.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A server that does what a test tells it, good or bad. By itself it logs everybody in with a new
 * token each, takes every token at a handshake, says hello, and nothing more.
 */
final class ScriptedServer implements AutoCloseable {
  private static final String PROBLEM = "application/problem+json";

  final AtomicInteger logins = new AtomicInteger();

  /** What was called over REST, as in {@code GET /api/users/me token-1}. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** The tokens of the handshakes. */
  final List<String> tokens = new CopyOnWriteArrayList<>();

  /** What the next handshakes are refused with; none is once it is empty. */
  final Queue<Response> refusals = new ConcurrentLinkedQueue<>();

  /** Members that the hello has beside the usual ones, or instead of them. */
  final Map<String, Object> hello = new TreeMap<>();

  /** What answers calls over REST other than the login. */
  volatile Function<Request, Response> rest = request -> problem(404, "about:blank", "Not found");

  volatile boolean saysHello = true;
  volatile String speaks = "chat.v1";

  /** Takes a socket over from its start, instead of {@link #peer}. */
  volatile Consumer<Peer> onPeer = this::queue;

  private final ServerSocket listening;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  ScriptedServer() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(
        () -> {
          while (true) {
            var socket = listening.accept();
            sockets.add(socket);
            socket.setTcpNoDelay(true);
            start(() -> serve(socket));
          }
        });
  }

  record Request(String method, String path, Map<String, String> headers, String body) {
    String token() {
      return headers.getOrDefault("authorization", "nobody").replace("Bearer ", "");
    }
  }

  record Response(int status, Map<String, String> headers, String body) {
    Response with(String header, String value) {
      var more = new TreeMap<>(headers);
      more.put(header, value);
      return new Response(status, more, body);
    }
  }

  static Response json(int status, String body) {
    return new Response(status, Map.of("Content-Type", "application/json"), body);
  }

  static Response problem(int status, String type, String detail) {
    var body = Json.object().put("type", type).put("title", "t").put("status", status);
    return new Response(
        status, Map.of("Content-Type", PROBLEM), body.put("detail", detail).toString());
  }

  String address() {
    return "http://localhost:" + listening.getLocalPort();
  }

  /** The next socket that was opened. */
  Peer peer() {
    try {
      var peer = peers.poll(10, TimeUnit.SECONDS);
      if (peer == null) {
        throw new AssertionError("no socket was opened");
      }
      return peer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void queue(Peer peer) {
    peers.add(peer);
    while (true) {
      try {
        peer.frames.add(peer.read());
      } catch (IOException e) {
        peer.ended = true;
        return;
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    while (true) {
      var first = line(in).split(" ", -1);
      var headers = new TreeMap<String, String>();
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      var request = new Request(first[0], first[1], headers, body);
      if (headers.containsKey("sec-websocket-key")) {
        tokens.add(request.token());
        var refusal = refusals.poll();
        if (refusal == null) {
          upgrade(socket, in, headers);
          return;
        }
        answer(socket, refusal);
      } else if (request.path().equals("/api/login") && !body.contains("wrong")) {
        var token = "token-" + logins.incrementAndGet();
        answer(socket, json(200, Json.object().put("access_token", token).toString()));
      } else {
        calls.add(request.method() + " " + request.path() + " " + request.token());
        answer(socket, rest.apply(request));
      }
    }
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static void answer(Socket socket, Response response) throws IOException {
    if (response.status() == 0) {
      socket.close();
      throw new EOFException();
    }
    var body = response.body().getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder("HTTP/1.1 " + response.status() + " Whatever\r\n");
    response.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (response.status() != 204) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(body);
    socket.getOutputStream().write(all.toByteArray());
  }

  private void upgrade(Socket socket, DataInputStream in, Map<String, String> headers)
      throws IOException {
    var key = headers.get("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    try {
      var sha1 = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
      var head =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + (speaks.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + speaks + "\r\n")
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(sha1)
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    var peer = new Peer(socket, in);
    if (saysHello) {
      var frame =
          Json.frame("hello")
              .put("user_id", 7)
              .put("username", "alice")
              .put("epoch", "e1")
              .put("heartbeat_ms", 30_000)
              .put("max_frame_bytes", 65_536)
              .put("expires_at", "2099-01-01T00:00:00.000Z");
      hello.forEach(frame::putPOJO);
      peer.send(frame.toString());
    }
    onPeer.accept(peer);
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Daemons.named("scripted-server")
        .newThread(
            () -> {
              try {
                work.run();
              } catch (IOException gone) {
                // So is whoever it was for.
              }
            })
        .start();
  }

  /** The server's side of one socket. */
  static final class Peer {
    private final Socket socket;
    private final DataInputStream in;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    volatile boolean ended;

    /** What the client closed with; 0 before. */
    volatile int closedWith;

    Peer(Socket socket, DataInputStream in) {
      this.socket = socket;
      this.in = in;
    }

    /** The next text frame of the client. */
    String read() throws IOException {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = Math.toIntExact(in.readLong());
        }
        var mask = in.readNBytes(4);
        var payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
          payload[i] ^= mask[i & 3];
        }
        if (opcode == 1) {
          return new String(payload, StandardCharsets.UTF_8);
        }
        if (opcode == 8) {
          closedWith = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
          write(8, payload);
          throw new EOFException();
        }
      }
    }

    /** The next frame that isn't a ping, which must be of this type. */
    JsonNode expect(String type) {
      while (true) {
        var frame = next();
        if (type.equals("ping") || !frame.path("type").asText().equals("ping")) {
          if (!frame.path("type").asText().equals(type)) {
            throw new AssertionError("expected " + type + ", got " + frame);
          }
          return frame;
        }
      }
    }

    JsonNode next() {
      try {
        var frame = frames.poll(10, TimeUnit.SECONDS);
        if (frame == null) {
          throw new AssertionError("no frame came");
        }
        return Json.read(frame);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** All that came and wasn't looked at, pings left out. */
    List<String> rest() {
      var rest = new ArrayList<String>();
      frames.drainTo(rest);
      rest.removeIf(frame -> frame.contains("\"ping\""));
      return rest;
    }

    /** A frame, with single quotes for double ones. */
    Peer send(String frame) {
      write(1, frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      return this;
    }

    /** A frame in several fragments. */
    void sendInFragments(String frame) {
      var bytes = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        bytes(header((i == 0 ? 1 : 0) | (i == bytes.length - 1 ? 0x80 : 0), 1));
        bytes(new byte[] {bytes[i]});
      }
    }

    void joined(long room, long head) {
      send(
          "{'type':'joined','room_id':%d,'seq':%d,'online':1,'members':[{'user_id':7,'username':'alice'}]}"
              .formatted(room, head));
    }

    void message(long room, long seq) {
      send(messageFrame(room, seq, "message " + seq));
    }

    static String messageFrame(long room, long seq, String content) {
      return Json.frame("message", room)
          .put("user_id", 8)
          .put("username", "bob")
          .put("content", content)
          .put("timestamp", "2026-11-22T18:30:00.000Z")
          .put("id", seq + 1000)
          .put("seq", seq)
          .toString();
    }

    void ack(JsonNode send, long seq) {
      send(
          Json.frame("ack", send.get("room_id").longValue())
              .put("client_id", send.get("client_id").asText())
              .put("id", seq + 1000)
              .put("seq", seq)
              .put("timestamp", "2026-11-22T18:30:00.000Z")
              .put("duplicate", false)
              .toString());
    }

    void refuse(JsonNode frame, String code, long retryAfterMillis) {
      var error = Json.frame("error").put("code", code).put("detail", "because");
      error.put("frame", frame.get("type").asText());
      for (var member : List.of("room_id", "client_id")) {
        if (frame.has(member)) {
          error.set(member, frame.get(member));
        }
      }
      if (retryAfterMillis > 0) {
        error.put("retry_after_ms", retryAfterMillis);
      }
      send(error.toString());
    }

    void close(int code, String reason) {
      var text = reason.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      write(8, ByteBuffer.allocate(text.length + 2).putShort((short) code).put(text).array());
    }

    void binary() {
      write(2, new byte[3]);
    }

    /** Drops the connection without a word. */
    void cut() {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Begins a frame and drops the connection. */
    void cutWithin(String frame) {
      var bytes = frame.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      bytes(header(0x81, bytes.length));
      bytes(Arrays.copyOf(bytes, bytes.length / 2));
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void write(int opcode, byte[] payload) {
      var frame = new ByteArrayOutputStream();
      frame.writeBytes(header(0x80 | opcode, payload.length));
      frame.writeBytes(payload);
      bytes(frame.toByteArray());
    }

    private static byte[] header(int first, int length) {
      var header = ByteBuffer.allocate(10).put((byte) first);
      if (length < 126) {
        header.put((byte) length);
      } else if (length < 65_536) {
        header.put((byte) 126).putShort((short) length);
      } else {
        header.put((byte) 127).putLong(length);
      }
      return Arrays.copyOf(header.array(), header.position());
    }

    private synchronized void bytes(byte[] bytes) {
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException gone) {
        // A test that needs it there sees that it isn't.
      }
    }
  }
}
