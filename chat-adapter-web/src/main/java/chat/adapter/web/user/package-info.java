/** Registering over REST. */
@NullMarked
package chat.adapter.web.user;

import org.jspecify.annotations.NullMarked;
