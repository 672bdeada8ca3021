/** The whole server: started for real, spoken to over real HTTP and WebSocket. */
@NullMarked
package chat.bootstrap.system;

import org.jspecify.annotations.NullMarked;
