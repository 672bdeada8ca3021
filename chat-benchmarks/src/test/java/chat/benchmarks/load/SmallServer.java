package chat.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One room, a thread for each connection, and a lock for all of them. Makes its mistake once. */
final class SmallServer implements AutoCloseable {
  /** What it does wrong at its hundredth message. */
  enum Fault {
    NONE,
    LOSE,
    DOUBLE,
    /** Two messages come in the wrong order to all. */
    SWAP,
    /** One hears two messages exchanged, with the numbers in order. */
    SWAP_FOR_ONE,
    HANG_UP,
    /** Nobody hears anything for a while. */
    FREEZE
  }

  private static final int WHEN = 100;
  private static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(300);

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> members = new ArrayList<>();
  private final Fault fault;
  private long seq;
  private String held = "";

  SmallServer(Fault fault) throws IOException {
    this.fault = fault;
    daemon(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "small-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void serve(Socket socket) {
    try {
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      int ends = 0;
      while (ends < 4) {
        ends = in.readByte() == "\r\n\r\n".charAt(ends) ? ends + 1 : 0;
      }
      synchronized (this) {
        socket
            .getOutputStream()
            .write("HTTP/1.1 101 Switching\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        members.add(socket);
      }
      while (true) {
        in.readByte();
        int length = in.readByte() & 0x7F;
        var mask = new byte[4];
        in.readFully(mask);
        var payload = new byte[length];
        in.readFully(payload);
        for (int i = 0; i < length; i++) {
          payload[i] ^= mask[i % 4];
        }
        said(new String(payload, StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // They went.
    }
  }

  private synchronized void said(String frame) throws IOException {
    var content = frame.substring("{\"content\":\"".length(), frame.length() - 2);
    seq++;
    var fault = seq == WHEN ? this.fault : Fault.NONE;
    switch (fault) {
      case LOSE -> {
        for (var member : members.subList(1, members.size())) {
          tell(member, seq, content);
        }
      }
      case DOUBLE -> {
        tellAll(seq, content);
        tell(members.get(0), seq, content);
      }
      case SWAP, SWAP_FOR_ONE -> held = content;
      case HANG_UP -> members.get(0).close();
      case FREEZE -> {
        LockSupport.parkNanos(SILENCE);
        tellAll(seq, content);
      }
      case NONE -> {
        if (held.isEmpty()) {
          tellAll(seq, content);
        } else {
          release(content);
        }
      }
    }
  }

  private void release(String content) throws IOException {
    var before = held;
    held = "";
    for (var member : members) {
      if (this.fault == Fault.SWAP) {
        tell(member, seq, content);
        tell(member, seq - 1, before);
      } else {
        boolean isFirst = member == members.get(0);
        tell(member, seq - 1, isFirst ? content : before);
        tell(member, seq, isFirst ? before : content);
      }
    }
  }

  private void tellAll(long number, String content) throws IOException {
    for (var member : members) {
      tell(member, number, content);
    }
  }

  private static void tell(Socket member, long number, String content) throws IOException {
    var text = "{\"type\":\"message\",\"content\":\"" + content + "\",\"seq\":" + number + "}";
    var frame = ByteBuffer.allocate(text.length() + 2);
    frame.put((byte) 0x81).put((byte) text.length());
    frame.put(text.getBytes(StandardCharsets.US_ASCII));
    try {
      OutputStream out = member.getOutputStream();
      out.write(frame.array());
    } catch (IOException e) {
      // They went.
    }
  }

  synchronized void throwOutLast() throws IOException {
    members.remove(members.size() - 1).close();
  }

  @Override
  public synchronized void close() throws IOException {
    listening.close();
    for (var member : members) {
      member.close();
    }
  }
}
