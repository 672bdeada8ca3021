/** Everything that is broken in a run: the server's process, its database, the network between. */
@NullMarked
package chat.proof.fault;

import org.jspecify.annotations.NullMarked;
