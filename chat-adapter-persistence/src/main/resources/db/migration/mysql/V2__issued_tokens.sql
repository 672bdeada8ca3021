-- Which tokens each user has, so that all of them can be revoked at once. A row a login; gone once it has expired.
CREATE TABLE issued_tokens (
  jti        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  user_id    BIGINT      NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  PRIMARY KEY (jti),
  KEY issued_tokens_user (user_id),
  KEY issued_tokens_expiry (expires_at)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
