/** The OpenAPI document and the two pages that show it. */
@NullMarked
package chat.adapter.web.docs;

import org.jspecify.annotations.NullMarked;
