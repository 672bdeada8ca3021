/** Bytes and frames, without a network. */
@NullMarked
package chat.adapter.web.socket.wire;

import org.jspecify.annotations.NullMarked;
