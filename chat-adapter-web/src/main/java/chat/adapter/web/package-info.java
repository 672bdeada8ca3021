/** The server that carries REST and WebSocket on one port. */
@NullMarked
package chat.adapter.web;

import org.jspecify.annotations.NullMarked;
