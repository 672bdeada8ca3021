/**
 * A room's events on their way to its sockets: each encoded once, and each socket written once for
 * all that had piled up.
 */
@NullMarked
package chat.adapter.web.socket.fanout;

import org.jspecify.annotations.NullMarked;
