/** Attacks by calls that are allowed, too many or too costly. */
@NullMarked
package chat.attack.call;

import org.jspecify.annotations.NullMarked;
