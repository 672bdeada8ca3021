-- Which tokens each user has, so that all of them can be revoked at once. A row a login; gone once it has expired.
CREATE TABLE issued_tokens (
  jti        TEXT    NOT NULL PRIMARY KEY,
  user_id    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX issued_tokens_user ON issued_tokens (user_id);
CREATE INDEX issued_tokens_expiry ON issued_tokens (expires_at);
