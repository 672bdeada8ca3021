// Rooms on Socket.IO: whoever connects with ?room= and ?token={user name} is in the room.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { say, userNamed } from './store.js';

const http = createServer();
const io = new Server(http, { serveClient: false, maxHttpBufferSize: 65536 });

io.on('connection', (socket) => {
  const room = Number(socket.handshake.query.room);
  const user = userNamed(socket.handshake.query.token);
  socket.join(String(room));
  socket.emit('joined', { room_id: room });

  socket.on('message', async ({ content }) => {
    try {
      await say(room, user, content, (message) => io.to(String(room)).emit('message', message));
    } catch (error) {
      console.error(error);
      socket.disconnect(true);
    }
  });
});

http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`ready: ${http.address().port}`);
});
