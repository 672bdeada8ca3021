package chat.adapter.web.socket.fanout;

import chat.domain.message.RoomEvent;
import java.util.List;
import java.util.function.Consumer;

/** Turns events into the frames that every {@link Listener.Numbered} gets. Used by one thread. */
public interface NumberedEncoding {
  /**
   * Hands on what is in the log, in as few pieces as its size allows. Within a piece the numbers
   * follow one another.
   */
  void encode(List<RoomEvent.Logged> events, Consumer<RoomFrames> pieces);

  /** Who came, went and types, for everybody but themselves. */
  RoomFrames news(List<RoomEvent> events);

  /** Drops what is half done. */
  void forget();
}
