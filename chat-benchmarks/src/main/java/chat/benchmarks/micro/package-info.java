/** What matters inside the server, by itself, with JMH: {@code chat bench jmh}. */
@NullMarked
package chat.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
