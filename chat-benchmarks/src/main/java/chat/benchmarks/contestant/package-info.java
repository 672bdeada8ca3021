/** The servers that take part in the bench: how they are started and spoken to. */
@NullMarked
package chat.benchmarks.contestant;

import org.jspecify.annotations.NullMarked;
