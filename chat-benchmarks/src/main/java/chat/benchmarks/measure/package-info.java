/** What a process uses, and what many figures come to. */
@NullMarked
package chat.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
