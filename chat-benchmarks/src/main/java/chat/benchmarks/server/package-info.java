/** Programs that run in processes of their own, with the server's jar on their class path. */
@NullMarked
package chat.benchmarks.server;

import org.jspecify.annotations.NullMarked;
