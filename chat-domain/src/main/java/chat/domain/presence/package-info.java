/** Presence: who is in which room. */
@NullMarked
package chat.domain.presence;

import org.jspecify.annotations.NullMarked;
