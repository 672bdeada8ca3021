package chat.adapter.web.socket.fanout;

import chat.adapter.web.socket.wire.Frames;
import chat.domain.message.RoomEvent;
import java.util.List;
import java.util.function.Consumer;

/** Turns events into the frames that every {@link Listener.Live} gets. Used by one thread. */
public interface LiveEncoding {
  /** Hands on the events' frames in their order, in as few pieces as their size allows. */
  void encode(List<RoomEvent> events, Consumer<Frames> pieces);

  /** Drops what is half done. */
  void forget();
}
