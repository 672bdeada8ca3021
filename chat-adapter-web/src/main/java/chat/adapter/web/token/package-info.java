/** Logging in and out over REST. */
@NullMarked
package chat.adapter.web.token;

import org.jspecify.annotations.NullMarked;
