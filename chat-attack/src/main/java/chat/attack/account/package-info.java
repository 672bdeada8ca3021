/** Attacks on logins and tokens. */
@NullMarked
package chat.attack.account;

import org.jspecify.annotations.NullMarked;
