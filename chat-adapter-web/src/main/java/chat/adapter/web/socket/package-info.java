/** The WebSocket side: rooms that people talk in live, on Jetty's own WebSocket core. */
@NullMarked
package chat.adapter.web.socket;

import org.jspecify.annotations.NullMarked;
