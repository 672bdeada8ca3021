package chat.attack.witness;

/** What a witness does and measures. */
public enum Act {
  /** From sending over chat.v1 to the acknowledgement. */
  ACK,
  /** From sending to the message on another one's chat.v1 socket. */
  DELIVERY,
  /** From sending to the message on a socket of the seed's dialect. */
  PLAIN_DELIVERY,
  /** Health on a new connection, or history on a kept one. */
  REST,
  /** A new chat.v1 socket, up to its hello. */
  HANDSHAKE,
  /** A login, with the password's hash. */
  LOGIN
}
