/** Searching messages, in all rooms and in one. */
@NullMarked
package chat.application.search;

import org.jspecify.annotations.NullMarked;
