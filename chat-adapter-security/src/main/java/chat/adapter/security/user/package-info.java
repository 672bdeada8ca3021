/** Passwords, hashed with bcrypt. */
@NullMarked
package chat.adapter.security.user;

import org.jspecify.annotations.NullMarked;
