/** What is measured, and how. */
@NullMarked
package chat.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
