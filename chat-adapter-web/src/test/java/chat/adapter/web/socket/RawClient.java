package chat.adapter.web.socket;

import chat.adapter.web.contract.AsyncApi;
import chat.adapter.web.socket.plain.Utterances;
import chat.adapter.web.socket.v1.ClientFrames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A WebSocket client that can misbehave: it writes what it is told, byte by byte. Whatever it gets,
 * and whatever the server is going to take of what it sends, it holds to {@code asyncapi.yaml}.
 */
final class RawClient implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AsyncApi PLAIN = AsyncApi.published();
  private static final AsyncApi ROOM_V1 = AsyncApi.published(AsyncApi.Channel.ROOM_V1);
  private static final AsyncApi MANY = AsyncApi.published(AsyncApi.Channel.MANY);
  private static final String V1 = "Sec-WebSocket-Protocol: chat.v1";

  final int status;
  final List<String> headers = new ArrayList<>();
  private final AsyncApi contract;
  private final boolean v1;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawClient(int port, String path, String... moreHeaders) throws IOException {
    this(port, 0, path, moreHeaders);
  }

  RawClient(int port, int receiveBuffer, String path, String... moreHeaders) throws IOException {
    v1 = Arrays.stream(moreHeaders).anyMatch(header -> header.startsWith(V1));
    contract = !path.startsWith("/ws/") ? MANY : v1 ? ROOM_V1 : PLAIN;
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(10_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
    var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    if (!String.join("\n", moreHeaders).contains("Sec-WebSocket-Version")) {
      request.append("Sec-WebSocket-Version: 13\r\n");
    }
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (var header : moreHeaders) {
      request.append(header).append("\r\n");
    }
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    status = Integer.parseInt(line().split(" ", -1)[1]);
    for (var header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
    if (status != 101) {
      contract.checkRefused(status);
    }
  }

  /** One that is in the room and has seen its own coming. */
  static RawClient joined(int port, long room, String user) throws IOException {
    var client = new RawClient(port, "/ws/" + room + "?token=" + user);
    var coming = "User " + user + " has joined the chat";
    while (!client.json().path("content").asText().equals(coming)) {
      // Others come and go as well.
    }
    return client;
  }

  /** One that speaks chat.v1 in no room yet and has been greeted. */
  static RawClient v1(int port, String token) throws IOException {
    var client = new RawClient(port, "/ws?token=" + token, V1);
    var hello = client.json().path("type").asText();
    if (!hello.equals("hello")) {
      throw new IOException("greeted with " + hello);
    }
    return client;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** What follows the headers of a refusal. */
  JsonNode body() throws IOException {
    int length =
        headers.stream()
            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(header -> Integer.parseInt(header.substring(15).strip()))
            .findFirst()
            .orElseThrow();
    return JSON.readTree(in.readNBytes(length));
  }

  void send(String text) throws IOException {
    if (v1 ? ClientFrames.isSound(text) : Utterances.isSound(text)) {
      contract.checkSent(text);
    }
    send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void send(boolean fin, int opcode, byte[] payload) throws IOException {
    out.write(frame(fin, opcode, payload));
  }

  /** A masked frame; the mask is of zeros and fours. */
  static byte[] frame(boolean fin, int opcode, byte[] payload) {
    var frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) ((fin ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    byte[] mask = {4, 0, 4, 0};
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    var bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  void sendBytes(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  Received receive() throws IOException {
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    if ((second & 0x80) != 0) {
      throw new IOException("a server must not mask");
    }
    if ((first & 0x70) != 0) {
      throw new IOException("reserved bits without an extension");
    }
    int length = second;
    if (second == 126) {
      length = in.readUnsignedShort();
    } else if (second == 127) {
      length = Math.toIntExact(in.readLong());
    }
    var payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException();
    }
    var received = new Received(first & 0x0f, (first & 0x80) != 0, payload);
    if (received.opcode() == TEXT) {
      contract.checkReceived(new String(payload, StandardCharsets.UTF_8));
    } else if (received.opcode() == CLOSE) {
      contract.checkClosed(received.closeCode(), received.reason());
    }
    return received;
  }

  /** The next text frame, as JSON. */
  JsonNode json() throws IOException {
    while (true) {
      var received = receive();
      if (received.opcode() == TEXT) {
        return JSON.readTree(received.payload());
      }
      if (received.opcode() == CLOSE) {
        throw new EOFException("closed with " + received.closeCode());
      }
    }
  }

  /** The next text frame of one of these types, whatever comes before. */
  JsonNode frame(String... types) throws IOException {
    while (true) {
      var frame = json();
      if (List.of(types).contains(frame.path("type").asText())) {
        return frame;
      }
    }
  }

  /** The close frame, whatever comes before. */
  Received close(int expectedCode) throws IOException {
    while (true) {
      var received = receive();
      if (received.opcode() == CLOSE) {
        if (received.closeCode() != expectedCode) {
          throw new IOException("closed with " + received.closeCode() + " " + received.reason());
        }
        return received;
      }
    }
  }

  void timeout(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Whether the server has ended the connection, one way or the other. */
  boolean ended() {
    try {
      while (true) {
        if (in.read() < 0) {
          return true;
        }
      }
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Drops the connection without a word. */
  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** One frame from the server. */
  @SuppressWarnings("ArrayRecordComponent")
  record Received(int opcode, boolean fin, byte[] payload) {
    int closeCode() {
      return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    String reason() {
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }
}
