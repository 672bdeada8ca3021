/** Who a request is from. */
@NullMarked
package chat.adapter.web.authentication;

import org.jspecify.annotations.NullMarked;
