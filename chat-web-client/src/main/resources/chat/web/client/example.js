import 'chat-client';
