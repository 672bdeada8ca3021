/** The dialect chat.v1: many rooms over one socket, receipts, and events by number. */
@NullMarked
package chat.adapter.web.socket.v1;

import org.jspecify.annotations.NullMarked;
