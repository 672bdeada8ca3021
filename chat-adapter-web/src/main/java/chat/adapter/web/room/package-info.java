/** Rooms over REST. */
@NullMarked
package chat.adapter.web.room;

import org.jspecify.annotations.NullMarked;
