/** Who is in which room of a server that runs alone. */
@NullMarked
package chat.adapter.feed.presence;

import org.jspecify.annotations.NullMarked;
