/** The link and what goes over it, on a real NATS server. */
@NullMarked
package chat.adapter.nats;

import org.jspecify.annotations.NullMarked;
