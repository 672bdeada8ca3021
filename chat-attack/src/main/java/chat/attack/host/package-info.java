/** Attacks that take from the server what its machine gives it. */
@NullMarked
package chat.attack.host;

import org.jspecify.annotations.NullMarked;
