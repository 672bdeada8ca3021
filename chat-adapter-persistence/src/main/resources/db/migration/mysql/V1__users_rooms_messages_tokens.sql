-- Every table says its engine, format and character set, because the server's defaults may be others.
-- Folded names are bytes: no collation, not even its padding with blanks, decides which are equal.
-- Times are DATETIME in UTC: TIMESTAMP follows the session's time zone and ends in 2038.

CREATE TABLE users (
  id           BIGINT         NOT NULL AUTO_INCREMENT,
  username     VARCHAR(50)    NOT NULL,
  username_key VARBINARY(600) NOT NULL,
  email        VARCHAR(254)   NULL,
  email_key    VARBINARY(3048) NULL,
  password     VARCHAR(100)   NOT NULL,
  created_at   DATETIME(3)    NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY users_username (username_key),
  UNIQUE KEY users_email (email_key)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE chat_rooms (
  id         BIGINT          NOT NULL AUTO_INCREMENT,
  name       VARCHAR(100)    NOT NULL,
  name_key   VARBINARY(1200) NOT NULL,
  created_by BIGINT          NOT NULL,
  created_at DATETIME(3)     NOT NULL,
  last_seq   BIGINT          NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY chat_rooms_name (name_key),
  KEY chat_rooms_creator (created_by),
  CONSTRAINT chat_rooms_creator FOREIGN KEY (created_by) REFERENCES users (id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- sent_sha256 tells of a message that was edited what it was first sent with, without keeping that.
-- The unique client id starts with the user, so that it is the foreign key's index as well.
CREATE TABLE messages (
  id         BIGINT        NOT NULL AUTO_INCREMENT,
  room_id    BIGINT        NOT NULL,
  seq        BIGINT        NOT NULL,
  user_id    BIGINT        NOT NULL,
  content    VARCHAR(4000) NOT NULL,
  timestamp  DATETIME(3)   NOT NULL,
  client_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  edited_at  DATETIME(3)   NULL,
  deleted_at DATETIME(3)   NULL,
  sent_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (id),
  UNIQUE KEY messages_seq (room_id, seq),
  UNIQUE KEY messages_client_id (user_id, room_id, client_id),
  CONSTRAINT messages_room FOREIGN KEY (room_id) REFERENCES chat_rooms (id),
  CONSTRAINT messages_author FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What takes a number in a room without being a new message.
CREATE TABLE room_events (
  room_id    BIGINT      NOT NULL,
  seq        BIGINT      NOT NULL,
  kind       VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  message_id BIGINT      NULL,
  user_id    BIGINT      NOT NULL,
  payload    TEXT        NULL,
  at         DATETIME(3) NOT NULL,
  PRIMARY KEY (room_id, seq),
  KEY room_events_message (message_id),
  KEY room_events_user (user_id),
  CONSTRAINT room_events_room FOREIGN KEY (room_id) REFERENCES chat_rooms (id),
  CONSTRAINT room_events_message FOREIGN KEY (message_id) REFERENCES messages (id),
  CONSTRAINT room_events_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Which histories the numbers above belonged to; the newest row names the one of now.
CREATE TABLE epochs (
  id    BIGINT      NOT NULL AUTO_INCREMENT,
  epoch VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  since DATETIME(3) NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE revoked_tokens (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  jti        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  revoked_at DATETIME(3) NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY revoked_tokens_jti (jti),
  KEY revoked_tokens_expiry (expires_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
