/** On a real NATS server. */
@NullMarked
package chat.adapter.nats.node;

import org.jspecify.annotations.NullMarked;
