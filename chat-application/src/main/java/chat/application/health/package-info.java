/** Telling whether the server can do its work. */
@NullMarked
package chat.application.health;

import org.jspecify.annotations.NullMarked;
