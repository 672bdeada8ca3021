/** Searching messages: the query language, the port of a search engine, and a scan of the log. */
@NullMarked
package chat.domain.search;

import org.jspecify.annotations.NullMarked;
