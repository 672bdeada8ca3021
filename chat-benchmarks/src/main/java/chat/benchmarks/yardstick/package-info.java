/** Servers to measure against: what the wire allows, and what one would write first. */
@NullMarked
package chat.benchmarks.yardstick;

import org.jspecify.annotations.NullMarked;
