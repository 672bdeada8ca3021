/** Messages in a table, and the search that reads them one by one. */
@NullMarked
package chat.adapter.persistence.message;

import org.jspecify.annotations.NullMarked;
