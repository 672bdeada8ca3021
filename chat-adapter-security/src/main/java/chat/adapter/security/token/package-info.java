/** Tokens as JSON Web Tokens. */
@NullMarked
package chat.adapter.security.token;

import org.jspecify.annotations.NullMarked;
