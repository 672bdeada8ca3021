import { ApiError, ChatApi } from './api.js';
import { Backoff } from './backoff.js';
import { fromWire } from './names.js';
import { Outbox } from './outbox.js';
import { Room } from './room.js';

/** @typedef {import('./outbox.js').Ack} Ack */
/** @typedef {import('./outbox.js').KeptStrings} KeptStrings */
/** @typedef {import('./outbox.js').PendingMessage} PendingMessage */

/**
 * @typedef {object} State how things stand with the connection
 * @property {'connecting' | 'live' | 'reconnecting' | 'closed'} status
 * @property {number | null} retryAt when it is tried again, in epoch milliseconds; null while it is being tried
 * @property {number} attempts how often it was tried in vain since it was last live
 * @property {number | null} userId whose token it is, once that is known
 * @property {string | null} username
 */

/**
 * What a room asks of the client that it belongs to.
 *
 * @typedef {object} Wire
 * @property {Outbox} outbox
 * @property {(frame: object) => void} tell
 * @property {(room: Room) => void} enter
 * @property {(room: Room) => void} forget
 * @property {(ms: number, what: () => void) => void} later
 * @property {(roomId: number, content: string) => PendingMessage} say
 * @property {(roomId: number) => void} flush
 * @property {(message: PendingMessage) => void} discarded
 * @property {(event: any) => void} stored
 * @property {(roomId: number, seq: number) => void} told
 * @property {(userId: number) => boolean} isMe
 */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** How long a handshake, an answer to a message, and an answer to a probe may take. */
const HANDSHAKE_MS = 15_000;
const ANSWER_MS = 10_000;
const PROBE_MS = 5_000;
/** How often a fault of the server is put down to chance. */
const CHANCES = 2;

/**
 * A connection that mends itself, the rooms on it, and what is still to be sent.
 *
 * - Each room's events come in the order of their `seq`, none left out and none twice, across reconnects; or the room
 *   is told of a `reset`.
 * - What was given to {@link Room#send} is sent, in order, again and again under one name until the server has stored it once or
 *   refuses it; also after a reload, as long as the storage keeps it.
 * - After a break it is tried again after pauses that double, at once when the browser is online again or the page is looked at.
 * - The token goes into the handshake's subprotocol and into headers: never into an address, and never onto the console.
 *
 * Its events are `CustomEvent`s: `state` ({@link State}), and `unauthorized` when the token is no good any more; {@link connect} then
 * wants another one.
 */
export class ChatClient extends EventTarget {
  #baseUrl;
  #token;
  #api;
  #outbox;
  #backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  /** @type {Map<number, Room>} */
  #rooms = new Map();
  /** @type {State} */
  #state = { status: 'closed', retryAt: null, attempts: 0, userId: null, username: null };
  /** @type {WebSocket | null} */
  #socket = null;
  /** The history that the server is in, once it has said so on this connection. @type {string | null} */
  #epoch = null;
  #heardAt = 0;
  #pings = 0;
  /** What belongs to this connection, by their timers. @type {Set<number>} */
  #timers = new Set();
  /** @type {number | undefined} */
  #retry;
  /** The message of each room that waits for its answer. @type {Map<number, PendingMessage>} */
  #inFlight = new Map();
  /** @type {Map<string, number>} */
  #faults = new Map();
  /** The rooms that the server asked to wait with. @type {Set<number>} */
  #paused = new Set();
  /** @type {Wire} */
  #wire;

  /**
   * @param {object} options
   * @param {string} [options.baseUrl] where the server is; by default where the page is from
   * @param {() => string | null} options.token the token to connect with, asked for each time
   * @param {KeptStrings} [options.storage] where unacknowledged messages are kept; by default `localStorage`
   */
  constructor({ baseUrl = location.origin, token, storage = localStorage }) {
    super();
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#token = token;
    this.#api = new ChatApi({ baseUrl, token });
    this.#outbox = new Outbox(storage);
    this.#wire = {
      outbox: this.#outbox,
      tell: (frame) => this.#tell(frame),
      enter: (room) => this.#enter(room),
      forget: (room) => this.#forget(room),
      later: (ms, what) => this.#later(ms, what),
      say: (roomId, content) => this.#say(roomId, content),
      flush: (roomId) => this.#flush(roomId),
      discarded: (message) => this.#discarded(message),
      stored: (event) => this.#stored(event),
      told: (roomId, seq) => this.#told(roomId, seq),
      isMe: (userId) => userId === this.#state.userId,
    };
  }

  /** @returns {Readonly<State>} */
  get state() {
    return this.#state;
  }

  /** Connects, and stays connected until {@link close} or until the token is no good any more. */
  connect() {
    if (this.#state.status !== 'closed') {
      return;
    }
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#doubt);
    document.addEventListener('visibilitychange', this.#wake);
    this.#become({ status: 'connecting', retryAt: null, attempts: 0 });
    this.#open();
  }

  /** Ends the connection. What isn't acknowledged is kept, and sent after the next {@link connect}. */
  close() {
    this.#end(1000);
  }

  /**
   * Joins a room, or returns it when it is joined already. Without a place its events begin with what is said from now on.
   *
   * @param {number} roomId
   * @param {{afterSeq?: number, epoch?: string | null}} [place] after which event to begin; of which history, if that is known
   * @returns {Room}
   */
  join(roomId, { afterSeq, epoch } = {}) {
    const known = this.#rooms.get(roomId);
    if (known) {
      return known;
    }
    const room = new Room(this.#wire, roomId, afterSeq ?? null, epoch ?? null);
    this.#rooms.set(roomId, room);
    this.#enter(room);
    return room;
  }

  /** Called when a connection is more likely than it was. */
  #wake = () => {
    if (document.visibilityState === 'hidden') {
      return;
    }
    if (this.#state.retryAt !== null) {
      clearTimeout(this.#retry);
      this.#open();
    } else {
      this.#doubt();
    }
  };

  /** Called when the connection may be gone without anybody having said so. */
  #doubt = () => {
    if (this.#epoch === null) {
      return;
    }
    const asked = performance.now();
    this.#ping();
    this.#later(PROBE_MS, () => {
      if (this.#heardAt < asked) {
        this.#lost(1006, '');
      }
    });
  };

  #open() {
    const token = this.#token();
    if (token === null) {
      this.#unauthorized();
      return;
    }
    this.#become({ retryAt: null });
    const address = `${this.#baseUrl.replace(/^http/, 'ws')}/ws`;
    const socket = new WebSocket(address, ['chat.v1', `bearer.${token}`]);
    this.#socket = socket;
    this.#later(HANDSHAKE_MS, () => {
      if (this.#epoch === null) {
        this.#lost(1006, '');
      }
    });
    socket.onmessage = ({ data }) => {
      this.#heardAt = performance.now();
      this.#receive(fromWire(JSON.parse(data)));
    };
    socket.onclose = ({ code, reason }) => this.#lost(code, reason);
  }

  /**
   * The connection has ended, or is given up.
   *
   * @param {number} code
   * @param {string} reason
   */
  #lost(code, reason) {
    const greeted = this.#epoch !== null;
    this.#drop();
    if (code === 4401) {
      this.#unauthorized();
    } else if (code >= 4500) {
      this.#end(code);
    } else {
      this.#retryAfter(retryAfter(reason));
      if (!greeted) {
        // A browser doesn't tell why a handshake failed, and it may have been for the token.
        this.#checkToken();
      }
    }
  }

  /** @param {number | null} asked */
  #retryAfter(asked) {
    const pause = this.#backoff.next(asked);
    this.#become({ status: 'reconnecting', retryAt: Date.now() + pause, attempts: this.#backoff.attempts });
    this.#retry = setTimeout(() => this.#open(), pause);
  }

  async #checkToken() {
    try {
      await this.#api.me();
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401 && this.#epoch === null) {
        this.#drop();
        this.#unauthorized();
      }
    }
  }

  #unauthorized() {
    if (this.#state.status !== 'closed') {
      this.#end(4401);
      this.dispatchEvent(new CustomEvent('unauthorized'));
    }
  }

  /** @param {number} code */
  #end(code) {
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#doubt);
    document.removeEventListener('visibilitychange', this.#wake);
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#drop();
    if (code === 1000) {
      socket?.close(1000);
    }
    this.#backoff.reset();
    this.#become({ status: 'closed', retryAt: null, attempts: 0 });
  }

  /** Has nothing to do with this connection any more. */
  #drop() {
    if (this.#socket) {
      this.#socket.onmessage = null;
      this.#socket.onclose = null;
      this.#socket.close();
      this.#socket = null;
    }
    this.#epoch = null;
    this.#timers.forEach((timer) => clearTimeout(timer));
    this.#timers.clear();
    this.#inFlight.clear();
    this.#paused.clear();
    for (const room of [...this.#rooms.values()]) {
      room.disconnected();
    }
  }

  /** @param {any} frame */
  #receive(frame) {
    switch (frame.type) {
      case 'hello':
        this.#greeted(frame);
        break;
      case 'pong':
        for (const [roomId, head] of Object.entries(frame.rooms)) {
          this.#rooms.get(Number(roomId))?.pong(head);
        }
        break;
      case 'ack':
        this.#acknowledged(frame.clientId, {
          id: frame.id,
          seq: frame.seq,
          timestamp: frame.timestamp,
          duplicate: frame.duplicate,
        });
        break;
      case 'error':
        if (frame.frame === 'send') {
          this.#refused(frame);
        } else {
          this.#rooms.get(frame.roomId)?.refused(frame);
        }
        break;
      default:
        this.#rooms.get(frame.roomId)?.receive(frame, /** @type {string} */ (this.#epoch));
    }
  }

  /** @param {any} hello */
  #greeted({ userId, username, epoch, heartbeatMs }) {
    this.#epoch = epoch;
    this.#backoff.reset();
    this.#outbox.belongTo(userId);
    this.#become({ status: 'live', retryAt: null, attempts: 0, userId, username });
    this.#beat(heartbeatMs);
    for (const room of [...this.#rooms.values()]) {
      this.#enter(room);
      room.pendingChanged();
    }
    for (const roomId of this.#outbox.rooms) {
      this.#flush(roomId);
    }
  }

  /** @param {number} heartbeatMs */
  #beat(heartbeatMs) {
    this.#later(heartbeatMs / 2, () => {
      if (performance.now() - this.#heardAt > 2 * heartbeatMs) {
        this.#lost(1006, '');
      } else {
        this.#ping();
        this.#beat(heartbeatMs);
      }
    });
  }

  #ping() {
    this.#tell({ type: 'ping', id: ++this.#pings });
  }

  /** @param {Room} room */
  #enter(room) {
    if (this.#epoch !== null) {
      room.enter(this.#epoch);
    }
  }

  /** @param {Room} room */
  #forget(room) {
    if (this.#rooms.get(room.id) === room) {
      this.#rooms.delete(room.id);
    }
  }

  /** @param {object} frame */
  #tell(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  /**
   * Does something unless the connection ends before.
   *
   * @param {number} ms
   * @param {() => void} what
   */
  #later(ms, what) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      what();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }

  /** @param {number} roomId @param {string} content */
  #say(roomId, content) {
    const message = this.#outbox.add(roomId, content, this.#state.userId);
    this.#rooms.get(roomId)?.pendingChanged();
    this.#flush(roomId);
    return message;
  }

  /**
   * Sends the next message of a room. One at a time: of several, a busy server may refuse one and store those after it.
   *
   * @param {number} roomId
   */
  #flush(roomId) {
    if (this.#epoch === null || this.#inFlight.has(roomId) || this.#paused.has(roomId)) {
      return;
    }
    const message = this.#outbox.of(roomId).find(({ state }) => state === 'pending');
    if (message) {
      this.#inFlight.set(roomId, message);
      this.#tell({ type: 'send', room_id: roomId, client_id: message.clientId, content: message.content });
      this.#later(ANSWER_MS, () => {
        if (this.#inFlight.get(roomId) === message) {
          this.#lost(1006, '');
        }
      });
    }
  }

  /** @param {PendingMessage} message */
  #discarded(message) {
    if (this.#inFlight.get(message.roomId) === message) {
      this.#inFlight.delete(message.roomId);
      this.#flush(message.roomId);
    }
  }

  /** One's own message was told, perhaps before its acknowledgement. @param {any} event */
  #stored({ clientId, id, seq, timestamp }) {
    if (clientId !== undefined) {
      this.#acknowledged(clientId, { id, seq, timestamp, duplicate: false });
    }
  }

  /**
   * @param {string} clientId
   * @param {Ack} ack
   */
  #acknowledged(clientId, ack) {
    const message = this.#outbox.find(clientId);
    if (!message || message.state === 'acknowledged') {
      return;
    }
    message.succeed(ack);
    this.#faults.delete(clientId);
    this.#outbox.settle(message);
    const room = this.#rooms.get(message.roomId);
    if (!room?.isJoined || (room.seq ?? 0) >= ack.seq) {
      // Nobody is going to tell it, or that was done.
      this.#outbox.forget(message);
    }
    room?.pendingChanged();
    this.#next(message);
  }

  /** @param {any} frame */
  #refused({ clientId, code, detail, retryAfterMs }) {
    const message = this.#outbox.find(clientId);
    if (!message || this.#inFlight.get(message.roomId) !== message) {
      return;
    }
    const faults = this.#faults.get(clientId) ?? 0;
    if (retryAfterMs || (code === 'internal' && faults < CHANCES)) {
      this.#faults.set(clientId, code === 'internal' ? faults + 1 : faults);
      this.#inFlight.delete(message.roomId);
      this.#paused.add(message.roomId);
      this.#later(retryAfterMs ?? FIRST_PAUSE_MS, () => {
        this.#paused.delete(message.roomId);
        this.#flush(message.roomId);
      });
      return;
    }
    this.#faults.delete(clientId);
    message.fail(new ApiError(statusOf(code), { title: code, detail, type: code }));
    this.#rooms.get(message.roomId)?.pendingChanged();
    this.#next(message);
  }

  /** @param {PendingMessage} message */
  #next(message) {
    if (this.#inFlight.get(message.roomId) === message) {
      this.#inFlight.delete(message.roomId);
    }
    this.#flush(message.roomId);
  }

  /**
   * A room has come to this number: what was acknowledged up to it is a message like any other.
   *
   * @param {number} roomId
   * @param {number} seq
   */
  #told(roomId, seq) {
    const past = this.#outbox.of(roomId).filter(({ ack }) => ack !== null && ack.seq <= seq);
    past.forEach((message) => this.#outbox.forget(message));
    if (past.length > 0) {
      this.#rooms.get(roomId)?.pendingChanged();
    }
  }

  /** @param {Partial<State>} change */
  #become(change) {
    this.#state = Object.freeze({ ...this.#state, ...change });
    this.dispatchEvent(new CustomEvent('state', { detail: this.#state }));
  }
}

/**
 * @param {string} reason of a close
 * @returns {number | null}
 */
function retryAfter(reason) {
  try {
    return JSON.parse(reason).retry_after_ms ?? null;
  } catch {
    return null;
  }
}

/** The status that REST has for a code. @param {string} code */
function statusOf(code) {
  return { not_found: 404, client_id_conflict: 409, internal: 500 }[code] ?? 422;
}
