/** The dialect chat.v1, piece by piece. */
@NullMarked
package chat.adapter.web.socket.v1;

import org.jspecify.annotations.NullMarked;
