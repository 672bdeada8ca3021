/**
 * The network's side of a socket: WebSocket frames (RFC 6455) on Jetty's endpoints, and what isn't
 * written yet, within a budget. Knows nothing of rooms, people or JSON's meaning.
 */
@NullMarked
package chat.adapter.web.socket.wire;

import org.jspecify.annotations.NullMarked;
