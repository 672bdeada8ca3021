/** How a room's events reach those who follow it. */
@NullMarked
package chat.adapter.feed.message;

import org.jspecify.annotations.NullMarked;
