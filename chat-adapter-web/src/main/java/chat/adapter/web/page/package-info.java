/** The chat page: served from the class path as it was written, without a step in between. */
@NullMarked
package chat.adapter.web.page;

import org.jspecify.annotations.NullMarked;
