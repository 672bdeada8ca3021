/**
 * One client, whatever it speaks: who they are, how long their token holds, and how the socket
 * ends.
 */
@NullMarked
package chat.adapter.web.socket.connection;

import org.jspecify.annotations.NullMarked;
