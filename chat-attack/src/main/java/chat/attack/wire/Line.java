package chat.attack.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One connection that speaks HTTP and, after a handshake, WebSocket. Every read blocks for a
 * bounded time and then throws. For one thread at a time.
 */
public final class Line implements AutoCloseable {
  private static final int TIMEOUT_MS = 10_000;
  private static final int SWITCHING = 101;
  private static final int MAX_HEAD = 65_536;

  private final Socket socket;
  private final DataInputStream in;

  private Line(Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16_384));
  }

  /**
   * Connects.
   *
   * @param from the address of this machine that the server is to see
   */
  public static Line open(InetSocketAddress server, InetAddress from) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(server, TIMEOUT_MS);
      return new Line(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A frame of the server's; a close has its code and reason in the payload. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares frames.
  public record Frame(int opcode, byte[] payload) {
    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close; 0 for any other frame. */
    public int closeCode() {
      return opcode == Frames.CLOSE && payload.length > 1
          ? ((payload[0] & 0xff) << 8) | (payload[1] & 0xff)
          : 0;
    }
  }

  /** How long reads wait from now on. */
  public void waitAtMost(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends a request and waits for its answer. */
  public Answer exchange(byte[] request) throws IOException {
    send(request);
    return answer();
  }

  /**
   * Shakes hands.
   *
   * @throws IOException when the server refuses
   */
  public void upgrade(byte[] handshake) throws IOException {
    var answer = exchange(handshake);
    if (answer.status() != SWITCHING) {
      throw new IOException("the handshake was answered with " + answer.status());
    }
  }

  /** Reads the next answer. */
  public Answer answer() throws IOException {
    var status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("this is no answer: " + String.join(" ", status));
    }
    int code = Integer.parseInt(status[1]);
    var headers = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim());
    }
    return new Answer(code, Map.copyOf(headers), body(code, headers));
  }

  private String body(int status, Map<String, String> headers) throws IOException {
    if (status < 200 || status == 204 || status == 304) {
      return "";
    }
    var bytes = new ByteArrayOutputStream();
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      for (int size = chunk(); size > 0; size = chunk()) {
        bytes.write(in.readNBytes(size));
        line();
      }
      line();
    } else if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length"));
      bytes.write(in.readNBytes(length));
      if (bytes.size() < length) {
        throw new EOFException("the body ends early");
      }
    } else {
      in.transferTo(bytes);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
      if (line.length() > MAX_HEAD) {
        throw new IOException("a line without an end");
      }
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /** Reads the next frame. */
  public Frame frame() throws IOException {
    int opcode = in.readUnsignedByte() & 0xf;
    int length = in.readUnsignedByte() & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    var payload = new byte[length];
    in.readFully(payload);
    return new Frame(opcode, payload);
  }

  /** Reads until the server ends the connection; returns the frames on the way. */
  public List<Frame> framesUntilTheEnd() throws IOException {
    var frames = new ArrayList<Frame>();
    try {
      while (true) {
        frames.add(frame());
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException ended) {
      return List.copyOf(frames);
    }
  }

  @Override
  public void close() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // Then it is closed.
    }
  }
}
