-- The servers that use this database, a row for each run of one. A server that doesn't renew its row for long is gone.
-- changes is the number of the last change among its rows in presence; those who left by the number purged are gone from them.
CREATE TABLE nodes (
  id         BIGINT       NOT NULL,
  version    VARCHAR(100) NOT NULL,
  renewals   BIGINT       NOT NULL,
  renewed_at DATETIME(3)  NOT NULL,
  changes    BIGINT       NOT NULL,
  purged     BIGINT       NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who is in which room on each of them, and for about a minute who has left. No foreign keys: they would lock the rows of
-- rooms and users, and these rows go with their server.
CREATE TABLE presence (
  node_id       BIGINT  NOT NULL,
  room_id       BIGINT  NOT NULL,
  user_id       BIGINT  NOT NULL,
  change_number BIGINT  NOT NULL,
  present       BOOLEAN NOT NULL,
  PRIMARY KEY (node_id, room_id, user_id),
  KEY presence_changes (node_id, change_number)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
