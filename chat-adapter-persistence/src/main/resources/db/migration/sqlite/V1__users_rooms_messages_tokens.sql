-- AUTOINCREMENT, so that the id of a row that was removed never comes back.
-- Folded names are BLOBs, compared as bytes; times are milliseconds since 1970 in UTC.

CREATE TABLE users (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  username     TEXT    NOT NULL,
  username_key BLOB    NOT NULL UNIQUE,
  email        TEXT,
  email_key    BLOB    UNIQUE,
  password     TEXT    NOT NULL,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE chat_rooms (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT    NOT NULL,
  name_key   BLOB    NOT NULL UNIQUE,
  created_by INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  last_seq   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- sent_sha256 tells of a message that was edited what it was first sent with, without keeping that.
CREATE TABLE messages (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  room_id    INTEGER NOT NULL REFERENCES chat_rooms (id),
  seq        INTEGER NOT NULL,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  content    TEXT    NOT NULL,
  timestamp  INTEGER NOT NULL,
  client_id  TEXT    NOT NULL,
  edited_at  INTEGER,
  deleted_at INTEGER,
  sent_sha256 TEXT,
  UNIQUE (room_id, seq),
  UNIQUE (user_id, room_id, client_id)
) STRICT;

-- What takes a number in a room without being a new message.
CREATE TABLE room_events (
  room_id    INTEGER NOT NULL REFERENCES chat_rooms (id),
  seq        INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  message_id INTEGER REFERENCES messages (id),
  user_id    INTEGER NOT NULL REFERENCES users (id),
  payload    TEXT,
  at         INTEGER NOT NULL,
  PRIMARY KEY (room_id, seq)
) STRICT, WITHOUT ROWID;

-- Which histories the numbers above belonged to; the newest row names the one of now.
CREATE TABLE epochs (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  epoch TEXT    NOT NULL,
  since INTEGER NOT NULL
) STRICT;

CREATE TABLE revoked_tokens (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  jti        TEXT    NOT NULL UNIQUE,
  revoked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX revoked_tokens_expiry ON revoked_tokens (expires_at);
