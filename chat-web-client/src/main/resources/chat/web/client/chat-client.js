/**
 * Speaks to a chat server from a web page: the calls over REST, and the rooms live over `chat.v1`.
 * It depends on nothing; `/example.html` shows it at work.
 *
 * @module chat-client
 */
export { ApiError, ChatApi } from './chat-client/api.js';
export { ChatClient } from './chat-client/client.js';
export { PendingMessage } from './chat-client/outbox.js';
export { Room } from './chat-client/room.js';
