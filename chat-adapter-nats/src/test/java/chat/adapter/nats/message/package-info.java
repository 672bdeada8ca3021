/** On a real NATS server. */
@NullMarked
package chat.adapter.nats.message;

import org.jspecify.annotations.NullMarked;
