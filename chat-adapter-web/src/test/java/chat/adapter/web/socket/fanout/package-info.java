/** The way of a room's events, piece by piece. */
@NullMarked
package chat.adapter.web.socket.fanout;

import org.jspecify.annotations.NullMarked;
