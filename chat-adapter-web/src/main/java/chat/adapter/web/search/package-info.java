/** The routes of searches. */
@NullMarked
package chat.adapter.web.search;

import org.jspecify.annotations.NullMarked;
