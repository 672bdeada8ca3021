/** Messages in an index of words that follows the log. */
@NullMarked
package chat.adapter.search.lucene;

import org.jspecify.annotations.NullMarked;
