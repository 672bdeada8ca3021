/** Who is in which room on each of the nodes that share a database. */
@NullMarked
package chat.adapter.persistence.presence;

import org.jspecify.annotations.NullMarked;
