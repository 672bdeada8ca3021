/** The server's health over REST. */
@NullMarked
package chat.adapter.web.health;

import org.jspecify.annotations.NullMarked;
