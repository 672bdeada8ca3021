/** What nodes tell each other. */
@NullMarked
package chat.adapter.nats.node;

import org.jspecify.annotations.NullMarked;
