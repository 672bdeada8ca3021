package chat.client;

import chat.client.event.Joined;
import chat.client.rest.Message;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A room that a {@link ChatClient} has joined. Safe for use by several threads. */
public final class Room {
  private Room() {}

  /** The room's number. */
  public long id() {
    return Later.<Long>yet();
  }

  /**
   * Completes when the room is joined for the first time; what is said from then on reaches the
   * listener. Fails with {@link ChatRefused} when the server doesn't let this user in, and with
   * {@link ChatClosed} when the client ends, or the room is left, before.
   */
  public CompletableFuture<Joined> joined() {
    return Later.yet();
  }

  /** Says something here: {@link ChatClient#send(long, String)}. */
  public CompletableFuture<Ack> send(String content) {
    return Later.yet();
  }

  /** Says something here: {@link ChatClient#send(long, String, String)}. */
  public CompletableFuture<Ack> send(String content, String clientId) {
    return Later.yet();
  }

  /** Changes what this user said here: {@link ChatApi#edit}. Blocks. */
  public Message edit(long message, String content) {
    return Later.yet();
  }

  /** Takes back what this user said here: {@link ChatApi#delete}. Blocks. */
  public void delete(long message) {
    Later.yet();
  }

  /**
   * Tells the others that this user is typing. Call it at every key: it is sent at most every three
   * seconds, and not at all while the room isn't joined.
   */
  public void typing() {
    Later.yet();
  }

  /**
   * Where the listener is: at the last logged event (or {@code Joined}, or {@code Reset}) that it
   * was handed, during the call as well. Kept somewhere, it lets {@link ChatClient#join(long,
   * Position, java.util.function.Consumer)} go on after it in another run of the program. Empty
   * before the room was first joined.
   */
  public Optional<Position> position() {
    return Later.yet();
  }

  /** Leaves the room; {@code Left} is its last event. Leaving again does nothing. */
  public void leave() {
    Later.yet();
  }
}
