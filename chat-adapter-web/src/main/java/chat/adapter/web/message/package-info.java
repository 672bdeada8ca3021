/** Messages over REST. */
@NullMarked
package chat.adapter.web.message;

import org.jspecify.annotations.NullMarked;
