/** Revoked tokens in a table. */
@NullMarked
package chat.adapter.persistence.token;

import org.jspecify.annotations.NullMarked;
