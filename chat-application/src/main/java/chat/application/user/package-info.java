/** Registering. */
@NullMarked
package chat.application.user;

import org.jspecify.annotations.NullMarked;
