/** HTTP and WebSocket as bytes, so that an attack can send them wrongly. */
@NullMarked
package chat.attack.wire;

import org.jspecify.annotations.NullMarked;
