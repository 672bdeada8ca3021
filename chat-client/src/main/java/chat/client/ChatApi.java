package chat.client;

import chat.client.rest.Message;
import chat.client.rest.Page;
import chat.client.rest.Place;
import chat.client.rest.RoomDetails;
import chat.client.rest.RoomSummary;
import chat.client.rest.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server's calls over REST, for one user or for nobody yet. Every call blocks until it is
 * answered, on the caller's thread alone; a call that says so is tried again, at most twice, when
 * the connection breaks, and after the pause that the server asks for when it has too much to do
 * (503 or 429), for at most 15 seconds in all. Safe for use by several threads.
 *
 * <p>Every call throws {@link ChatRefused} when the server says no, and {@link ChatUnavailable}
 * when it can't be reached or goes on having too much to do. A token that has ended is replaced by
 * a fresh one, where the {@link Credentials} can get it, before a call is refused.
 */
public final class ChatApi {
  private ChatApi() {}

  /**
   * For nobody: {@link #register} and {@link #logIn} work, everything else is refused.
   *
   * @param address where the server is, such as {@code http://localhost:8000}
   */
  public static ChatApi at(String address) {
    return Later.yet();
  }

  /** For a user. Nothing is called yet. */
  public static ChatApi at(String address, Credentials credentials) {
    return Later.yet();
  }

  /** Makes a user known, without an e-mail address. Not tried again. */
  public User register(String username, String password) {
    return Later.yet();
  }

  /** Makes a user known. Not tried again. */
  public User register(String username, Optional<String> email, String password) {
    return Later.yet();
  }

  /** A fresh token. Tried again. What {@code Credentials.of} does by itself. */
  public String logIn(String username, String password) {
    return Later.yet();
  }

  /**
   * Ends the token that this uses: its sockets close. Credentials that can get a fresh one do so at
   * the next call. Not tried again.
   */
  public void logOut() {
    Later.yet();
  }

  /** Who this is. Tried again. */
  public User me() {
    return Later.yet();
  }

  /** Every room, in the order in which they were opened, read page by page. Tried again. */
  public Stream<RoomSummary> rooms() {
    return Later.yet();
  }

  /**
   * The rooms with this text in their name, up to 100 of them, without the first {@code skip}.
   * Tried again.
   */
  public List<RoomSummary> findRooms(String search, int skip) {
    return Later.yet();
  }

  /** One room. Tried again. */
  public RoomDetails room(long id) {
    return Later.yet();
  }

  /** Opens a room. Not tried again. */
  public RoomSummary openRoom(String name) {
    return Later.yet();
  }

  /** A part of a room's history. Tried again. */
  public Page history(long room, Place place) {
    return Later.yet();
  }

  /** The messages before those of a page, if there are any. Tried again. */
  public Optional<Page> older(Page page) {
    return Later.yet();
  }

  /** The messages after those of a page, if there are any. Tried again. */
  public Optional<Page> newer(Page page) {
    return Later.yet();
  }

  /**
   * The whole history of a room, the newest first, read page by page as the stream is used. Tried
   * again.
   */
  public Stream<Message> history(long room) {
    return Later.yet();
  }

  /** Changes what this user said. Tried again: repeating it changes nothing more. */
  public Message edit(long room, long message, String content) {
    return Later.yet();
  }

  /** Takes back what this user said. Tried again: repeating it changes nothing more. */
  public void delete(long room, long message) {
    Later.yet();
  }

  @Override
  public String toString() {
    return "ChatApi";
  }
}
