/** Attacks on HTTP, most of them without a login. */
@NullMarked
package chat.attack.http;

import org.jspecify.annotations.NullMarked;
