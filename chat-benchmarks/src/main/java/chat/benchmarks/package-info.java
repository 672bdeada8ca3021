/** Measures the server, and others that do the same: {@code chat bench}. */
@NullMarked
package chat.benchmarks;

import org.jspecify.annotations.NullMarked;
