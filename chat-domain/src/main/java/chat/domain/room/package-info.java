/** Rooms: where people meet. */
@NullMarked
package chat.domain.room;

import org.jspecify.annotations.NullMarked;
