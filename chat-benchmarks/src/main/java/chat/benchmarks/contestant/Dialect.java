package chat.benchmarks.contestant;

import java.util.List;

/** What is said over a WebSocket to one kind of server. Stateless. */
public interface Dialect {
  /** Path and query of the request that opens a connection to a room. */
  String target(String token, long room);

  /** More header lines of that request, such as {@code Sec-WebSocket-Protocol: chat.v1}. */
  default List<String> headers(String token) {
    return List.of();
  }

  /**
   * Whether {@link Inbox#joined} is told. Where it isn't, a connection counts as joined when it
   * hears a message.
   */
  default boolean tellsJoined() {
    return false;
  }

  /** One side of the talk over a new connection, which joins one room. */
  Talk talk(long room);
}
