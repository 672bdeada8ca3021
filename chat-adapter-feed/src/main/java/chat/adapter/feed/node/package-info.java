/** A node that has no others beside it. */
@NullMarked
package chat.adapter.feed.node;

import org.jspecify.annotations.NullMarked;
