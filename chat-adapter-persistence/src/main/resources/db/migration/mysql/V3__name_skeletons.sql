-- SHA-256 of what a name looks like, so that a second one that looks the same is refused. NULL where another one of that
-- look was there first: before this migration, or with both in ASCII, where such names are two.
ALTER TABLE users ADD COLUMN skeleton BINARY(32) NULL, ADD UNIQUE KEY users_skeleton (skeleton);
ALTER TABLE chat_rooms ADD COLUMN skeleton BINARY(32) NULL, ADD UNIQUE KEY chat_rooms_skeleton (skeleton);
