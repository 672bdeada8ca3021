/** Rooms in a table. */
@NullMarked
package chat.adapter.persistence.room;

import org.jspecify.annotations.NullMarked;
