/** The OpenAPI and the AsyncAPI document, and the pages that show them. */
@NullMarked
package chat.adapter.web.docs;

import org.jspecify.annotations.NullMarked;
