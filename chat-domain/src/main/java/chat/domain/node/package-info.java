/** Nodes: the servers that share one store. */
@NullMarked
package chat.domain.node;

import org.jspecify.annotations.NullMarked;
