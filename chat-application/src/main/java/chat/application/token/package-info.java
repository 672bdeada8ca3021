/** Logging in and out, and telling who calls. */
@NullMarked
package chat.application.token;

import org.jspecify.annotations.NullMarked;
