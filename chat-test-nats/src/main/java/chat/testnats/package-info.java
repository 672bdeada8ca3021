/**
 * A real NATS server for tests: the {@code nats-server} of this machine, else one in a container.
 * Tests fail where there is neither.
 */
@NullMarked
package chat.testnats;

import org.jspecify.annotations.NullMarked;
