/** The load generator: one thread for all connections, which checks every delivery. */
@NullMarked
package chat.benchmarks.load;

import org.jspecify.annotations.NullMarked;
