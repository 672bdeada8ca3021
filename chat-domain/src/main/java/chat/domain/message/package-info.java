/** Messages: what is said in a room, the log that keeps it and the feed that spreads it. */
@NullMarked
package chat.domain.message;

import org.jspecify.annotations.NullMarked;
