/** What every resource shares: reading requests strictly, answering, refusing. */
@NullMarked
package chat.adapter.web.http;

import org.jspecify.annotations.NullMarked;
