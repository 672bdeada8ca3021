/**
 * A client of the chat server that keeps its place: it reconnects, resumes and sends again by
 * itself. {@link chat.client.ChatClient} is where to begin; {@link chat.client.ChatApi} is for
 * programs that need no live events.
 */
@NullMarked
package chat.client;

import org.jspecify.annotations.NullMarked;
