/** Settings, command line and wiring: where the hexagon is put together. */
@NullMarked
package chat.bootstrap;

import org.jspecify.annotations.NullMarked;
