/** Tokens: the proof of a login, and its end. */
@NullMarked
package chat.domain.token;

import org.jspecify.annotations.NullMarked;
