import { ApiError } from './api.js';

/**
 * @typedef {object} Ack
 * @property {number} id of the message
 * @property {number} seq its place in the room
 * @property {string} timestamp
 * @property {boolean} duplicate whether it had been stored by an earlier attempt
 */

/**
 * @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} KeptStrings
 */

const PREFIX = 'chat-outbox:';
/** Under which stands whose messages were last sent. */
const USER = 'chat-outbox-user';

/** Something that was said here. It is sent until the server has stored or refused it. */
export class PendingMessage {
  /** @type {(ack: Ack) => void} */
  #resolve = () => {};
  /** @type {(error: ApiError) => void} */
  #reject = () => {};

  /**
   * @param {{clientId: string, roomId: number, content: string, at: number, order: number, from: number | null}} said
   */
  constructor({ clientId, roomId, content, at, order, from }) {
    /** What the server knows it by: sending it again stores nothing twice. */
    this.clientId = clientId;
    this.roomId = roomId;
    this.content = content;
    /** When it was said, in epoch milliseconds. */
    this.at = at;
    /** Its place among what was said. */
    this.order = order;
    /** The user who said it; null when that wasn't known yet. */
    this.from = from;
    /** @type {'pending' | 'acknowledged' | 'failed'} */
    this.state = 'pending';
    /** Why it failed. @type {ApiError | null} */
    this.error = null;
    /** Where it was stored. @type {Ack | null} */
    this.ack = null;
    this.#promise();
  }

  #promise() {
    /**
     * Completes when the message is stored for good; fails with an {@link ApiError} when the server refuses it.
     *
     * @type {Promise<Ack>}
     */
    this.acknowledged = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Who doesn't ask is not told; `state` says it as well.
    this.acknowledged.catch(() => {});
  }

  /** @param {Ack} ack */
  succeed(ack) {
    this.state = 'acknowledged';
    this.error = null;
    this.ack = ack;
    this.#resolve(ack);
  }

  /** @param {ApiError} error */
  fail(error) {
    this.state = 'failed';
    this.error = error;
    this.#reject(error);
  }

  again() {
    this.state = 'pending';
    this.error = null;
    this.#promise();
  }
}

/** What isn't acknowledged, kept for each user where it survives a reload. */
export class Outbox {
  #storage;
  /** Messages by their client id, in order. @type {Map<string, PendingMessage>} */
  #messages = new Map();
  #last = 0;

  /** @param {KeptStrings} storage */
  constructor(storage) {
    this.#storage = storage;
    try {
      const user = storage.getItem(USER);
      if (user !== null) {
        // So that what waits can be seen before there is a connection.
        this.belongTo(Number(user));
      }
    } catch {
      // The storage is forbidden.
    }
  }

  /** @param {number} roomId */
  of(roomId) {
    return [...this.#messages.values()].filter((message) => message.roomId === roomId);
  }

  /** The rooms that something is to be sent to. */
  get rooms() {
    return new Set([...this.#messages.values()].map((message) => message.roomId));
  }

  /** @param {string} clientId */
  find(clientId) {
    return this.#messages.get(clientId);
  }

  /**
   * @param {number} roomId
   * @param {string} content
   * @param {number | null} from
   */
  add(roomId, content, from) {
    const message = new PendingMessage({
      clientId: newClientId(),
      roomId,
      content,
      at: Date.now(),
      order: this.#next(),
      from,
    });
    this.#messages.set(message.clientId, message);
    this.#keep(message);
    return message;
  }

  /**
   * It goes to the end of what is to be sent.
   *
   * @param {PendingMessage} message
   */
  again(message) {
    this.forget(message);
    if (message.error?.code === 'client_id_conflict') {
      message.clientId = newClientId();
    }
    message.order = this.#next();
    message.again();
    this.#messages.set(message.clientId, message);
    this.#keep(message);
  }

  /**
   * It needn't survive a reload any more.
   *
   * @param {PendingMessage} message
   */
  settle(message) {
    this.#drop(message.clientId);
  }

  /** @param {PendingMessage} message */
  forget(message) {
    this.#messages.delete(message.clientId);
    this.#drop(message.clientId);
  }

  /**
   * Goes on for this user: what they said before comes back, what others said waits for these.
   *
   * @param {number} userId
   */
  belongTo(userId) {
    this.#remember(userId);
    for (const message of this.#messages.values()) {
      if (message.from === null) {
        message.from = userId;
        this.#keep(message);
      } else if (message.from !== userId) {
        this.#messages.delete(message.clientId);
      }
    }
    for (const said of this.#kept(userId)) {
      if (!this.#messages.has(said.clientId)) {
        this.#messages.set(said.clientId, new PendingMessage(said));
      }
    }
    const ordered = [...this.#messages.values()].sort((one, other) => one.order - other.order);
    this.#messages = new Map(ordered.map((message) => [message.clientId, message]));
  }

  /** @param {number} userId */
  #remember(userId) {
    try {
      this.#storage.setItem(USER, String(userId));
    } catch {
      // As below.
    }
  }

  /** Larger than the last one's, also than those of another tab and of before a reload. */
  #next() {
    this.#last = Math.max(this.#last + 1, Date.now());
    return this.#last;
  }

  /** @param {PendingMessage} message */
  #keep({ clientId, roomId, content, at, order, from }) {
    try {
      this.#storage.setItem(PREFIX + clientId, JSON.stringify({ clientId, roomId, content, at, order, from }));
    } catch {
      // The storage is full, or forbidden: it is sent all the same, but doesn't survive a reload.
    }
  }

  /** @param {string} clientId */
  #drop(clientId) {
    try {
      this.#storage.removeItem(PREFIX + clientId);
    } catch {
      // As above.
    }
  }

  /** @param {number} userId */
  #kept(userId) {
    const found = [];
    try {
      for (let i = 0; i < this.#storage.length; i++) {
        const key = this.#storage.key(i);
        if (key?.startsWith(PREFIX)) {
          const said = JSON.parse(this.#storage.getItem(key) ?? 'null');
          if (said?.from === userId) {
            found.push(said);
          }
        }
      }
    } catch {
      // As above; or somebody else's, which is no message.
    }
    return found;
  }
}

/** As `crypto.randomUUID`, which pages over plain HTTP lack. */
function newClientId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
