/** How much one caller may ask for. */
@NullMarked
package chat.adapter.web.limit;

import org.jspecify.annotations.NullMarked;
