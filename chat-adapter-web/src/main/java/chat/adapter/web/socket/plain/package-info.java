/** The dialect of clients that ask for no subprotocol: one room, and every text is said. */
@NullMarked
package chat.adapter.web.socket.plain;

import org.jspecify.annotations.NullMarked;
