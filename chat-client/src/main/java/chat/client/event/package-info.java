/** What a client tells its listeners: events of rooms, and of the connection. */
@NullMarked
package chat.client.event;

import org.jspecify.annotations.NullMarked;
