/** Registering over REST, and who the caller is. */
@NullMarked
package chat.adapter.web.user;

import org.jspecify.annotations.NullMarked;
