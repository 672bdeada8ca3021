-- Prepares a MySQL 8 or MariaDB 10.6 server for chat, and may be run again. The tables are not its
-- affair: chat makes them, and brings them up to date, when it starts.
--
-- docker-compose runs it once the image has made the database MYSQL_DB and the user MYSQL_USER. By
-- hand, as an administrator: mysql -u root -p < init.sql, and before that
--
--   CREATE USER 'chat'@'%' IDENTIFIED BY '...';
--   GRANT ALL ON chat_app.* TO 'chat'@'%';

-- What is the same text is for the application to say, not for a collation: utf8mb4 keeps every
-- character, and _bin tells all of them apart.
CREATE DATABASE IF NOT EXISTS chat_app CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Whoever was granted everything in the database keeps what chat needs: its tables, their rows and
-- their indexes. No routines, triggers, views or events, which could outlive a break-in unseen.
-- A grant names the database with its underscores escaped or plain, and is revoked as it was made.
SET SESSION group_concat_max_len = 65536;
SET @chat = COALESCE(DATABASE(), 'chat_app');
SET @surplus = 'REVOKE CREATE TEMPORARY TABLES, LOCK TABLES, CREATE VIEW, SHOW VIEW, TRIGGER, EVENT, '
               'CREATE ROUTINE, ALTER ROUTINE, EXECUTE ON ';

SET @pattern = REPLACE(@chat, '_', '\\_');
SET @statement = COALESCE((
  SELECT CONCAT(@surplus, '`', @pattern, '`.* FROM ', GROUP_CONCAT(QUOTE(User), '@', QUOTE(Host)))
    FROM mysql.db WHERE CAST(Db AS BINARY) = CAST(@pattern AS BINARY) AND User <> ''), 'DO 0');
PREPARE statement FROM @statement;
EXECUTE statement;

SET @statement = COALESCE((
  SELECT CONCAT(@surplus, '`', @chat, '`.* FROM ', GROUP_CONCAT(QUOTE(User), '@', QUOTE(Host)))
    FROM mysql.db WHERE CAST(Db AS BINARY) = CAST(@chat AS BINARY) AND User <> ''), 'DO 0');
PREPARE statement FROM @statement;
EXECUTE statement;
DEALLOCATE PREPARE statement;
