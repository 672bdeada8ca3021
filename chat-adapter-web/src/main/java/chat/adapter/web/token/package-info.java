/** Logging in and out over REST, and telling who calls. */
@NullMarked
package chat.adapter.web.token;

import org.jspecify.annotations.NullMarked;
