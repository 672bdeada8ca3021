/** What was measured, for people and programs: a table, JSON and plots. */
@NullMarked
package chat.benchmarks.report;

import org.jspecify.annotations.NullMarked;
