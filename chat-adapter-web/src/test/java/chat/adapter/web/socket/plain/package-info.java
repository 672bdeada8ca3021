/** The dialect without a name, piece by piece. */
@NullMarked
package chat.adapter.web.socket.plain;

import org.jspecify.annotations.NullMarked;
