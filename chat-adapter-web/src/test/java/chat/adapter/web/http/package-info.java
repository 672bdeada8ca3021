/** Reading and answering, piece by piece. */
@NullMarked
package chat.adapter.web.http;

import org.jspecify.annotations.NullMarked;
