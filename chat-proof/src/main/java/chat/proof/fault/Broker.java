package chat.proof.fault;

import chat.testnats.TestBroker;

/** A NATS server of its own, which is broken time and again. Safe for use by several threads. */
public final class Broker implements AutoCloseable {
  private final TestBroker server;

  private Broker(TestBroker server) {
    this.server = server;
  }

  /** Starts one. */
  public static Broker launch() {
    return new Broker(TestBroker.launch());
  }

  /** A bad network for one server. */
  Network way() {
    return Network.to(server.address());
  }

  /** SIGKILL. */
  void kill() {
    server.kill();
  }

  /** At the same address as before. */
  void start() {
    server.start();
  }

  /** It does nothing until it is thawed, and its connections stay. */
  void freeze() {
    server.freeze();
  }

  void thaw() {
    server.thaw();
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "NATS";
  }
}
