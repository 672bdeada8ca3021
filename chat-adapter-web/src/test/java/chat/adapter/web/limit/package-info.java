/** Tests of the limits by themselves. */
@NullMarked
package chat.adapter.web.limit;

import org.jspecify.annotations.NullMarked;
