/** What is searched for, what ought to be found, and what else can search. */
@NullMarked
package chat.benchmarks.search;

import org.jspecify.annotations.NullMarked;
