/**
 * The link between nodes on a NATS broker. The broker carries no truth: what is lost is in the
 * database, where every node looks by itself.
 */
@NullMarked
package chat.adapter.nats;

import org.jspecify.annotations.NullMarked;
