/** The WebSocket side, over real sockets. */
@NullMarked
package chat.adapter.web.socket;

import org.jspecify.annotations.NullMarked;
