/** Rules that keep a hexagon one, to be run by whoever adds to it. */
@NullMarked
package chat.testkit.architecture;

import org.jspecify.annotations.NullMarked;
