/** Attacks over WebSockets. */
@NullMarked
package chat.attack.socket;

import org.jspecify.annotations.NullMarked;
