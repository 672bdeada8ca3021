/** What both dialects rest on. */
@NullMarked
package chat.adapter.web.socket.connection;

import org.jspecify.annotations.NullMarked;
