// Rooms on ws: whoever connects to /ws/{room}?token={user name} is in the room.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { say, userNamed } from './store.js';

const rooms = new Map();

function broadcast(room, message) {
  const text = JSON.stringify(message);
  for (const member of rooms.get(room) ?? []) {
    member.send(text);
  }
}

const http = createServer();
const sockets = new WebSocketServer({ server: http, maxPayload: 65536 });

sockets.on('connection', (socket, request) => {
  const url = new URL(request.url, 'http://localhost');
  const room = Number(url.pathname.split('/')[2]);
  const user = userNamed(url.searchParams.get('token'));
  if (!rooms.has(room)) {
    rooms.set(room, new Set());
  }
  rooms.get(room).add(socket);

  socket.on('message', async (data) => {
    try {
      await say(room, user, JSON.parse(data).content, (message) => broadcast(room, message));
    } catch (error) {
      console.error(error);
      socket.close(1011);
    }
  });
  socket.on('close', () => rooms.get(room).delete(socket));
  socket.on('error', (error) => console.error(error));
});

http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`ready: ${http.address().port}`);
});
