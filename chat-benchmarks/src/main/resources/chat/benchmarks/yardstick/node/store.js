// One INSERT for each message, through a pool: what the driver's own introduction shows.
import mysql from 'mysql2/promise';

const url = new URL(process.env.CHAT_DATABASE_URL.replace(/^jdbc:/, ''));

const pool = mysql.createPool({
  host: url.hostname,
  port: Number(url.port || 3306),
  database: url.pathname.slice(1),
  user: process.env.CHAT_DATABASE_USER,
  password: process.env.CHAT_DATABASE_PASSWORD,
  connectionLimit: 10,
});

await pool.query(`CREATE TABLE IF NOT EXISTS yardstick_messages (
  id        BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  room_id   BIGINT        NOT NULL,
  user_id   BIGINT        NOT NULL,
  content   VARCHAR(4000) NOT NULL,
  timestamp DATETIME(3)   NOT NULL,
  KEY (room_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4`);

/** The id of the message, once it is committed. */
async function insert(room, user, content, at) {
  const [result] = await pool.execute(
    'INSERT INTO yardstick_messages (room_id, user_id, content, timestamp) VALUES (?, ?, ?, ?)',
    [room, user.id, content, at],
  );
  return result.insertId;
}

const users = new Map();

/** Whoever says so is that user: what a token check costs is measured elsewhere. */
export function userNamed(name) {
  let user = users.get(name);
  if (!user) {
    user = { id: users.size + 1, name };
    users.set(name, user);
  }
  return user;
}

const seqs = new Map();

/** Stores a message and then tells of it, numbered in the order of commits. */
export async function say(room, user, content, tell) {
  const at = new Date();
  const id = await insert(room, user, content, at);
  const seq = (seqs.get(room) ?? 0) + 1;
  seqs.set(room, seq);
  tell({
    type: 'message',
    user_id: user.id,
    username: user.name,
    content,
    timestamp: at.toISOString(),
    id,
    room_id: room,
    seq,
  });
}
