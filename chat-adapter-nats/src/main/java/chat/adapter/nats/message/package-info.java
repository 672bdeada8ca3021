/** The events of rooms between nodes. */
@NullMarked
package chat.adapter.nats.message;

import org.jspecify.annotations.NullMarked;
