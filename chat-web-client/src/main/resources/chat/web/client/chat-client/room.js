import { ApiError } from './api.js';

/** @typedef {import('./api.js').Message} Message */
/** @typedef {import('./outbox.js').PendingMessage} PendingMessage */
/** @typedef {import('./client.js').Wire} Wire */

/**
 * @typedef {object} Person
 * @property {number} userId
 * @property {string} username
 */

/** The server passes on no more. */
const BETWEEN_TYPINGS_MS = 3_000;

/**
 * A room that was joined. Its events are `CustomEvent`s:
 *
 * - `joined` `{seq, online}`, whenever the room was joined, also anew;
 * - `message` {@link Message}, `message_edited` and `message_deleted` (the same with `messageSeq`, the place of
 *   what was changed): in the order of their `seq`, none left out and none twice, whatever becomes of the connection;
 * - `typing` `{userId, username}`, for five seconds or until a message of theirs;
 * - `presence` `{userId, username, status: 'online' | 'offline'}`;
 * - `reset` `{reason, seq}`: where this was is of no use; forget the room's messages, read its history anew, and go on
 *   with the events that follow `seq`;
 * - `caught-up` `{missed, seq}`: everything that happened meanwhile was told; `missed` messages of others were among it;
 * - `pending`: {@link Room#pending} has changed;
 * - `refused` {@link ApiError}: the server doesn't let this person in; there will be no other event.
 */
export class Room extends EventTarget {
  #wire;
  /** The number of the last event that was told. @type {number | null} */
  #seq;
  /** The history that the number belongs to. @type {string | null} */
  #epoch;
  /** @type {'outside' | 'joining' | 'inside' | 'leaving' | 'ended'} */
  #stage = 'outside';
  #leaving = false;
  /** @type {Map<number, Person>} */
  #online = new Map();
  #onlineCount = 0;
  /** The head when it was joined anew, until that is reached. @type {number | null} */
  #head = null;
  #missed = 0;
  #typedAt = -Infinity;
  /** The head of the last pong, and where this was then. @type {{head: number, seq: number | null} | null} */
  #pong = null;

  /**
   * @param {Wire} wire
   * @param {number} id
   * @param {number | null} afterSeq
   * @param {string | null} epoch
   */
  constructor(wire, id, afterSeq, epoch) {
    super();
    this.#wire = wire;
    this.id = id;
    this.#seq = afterSeq;
    this.#epoch = epoch;
  }

  /** The `seq` of the last event that was told; null before the room was first joined. */
  get seq() {
    return this.#seq;
  }

  /** The history that `seq` belongs to; keep both to go on from there another time. */
  get epoch() {
    return this.#epoch;
  }

  /** Whether events arrive as they happen. */
  get isJoined() {
    return this.#stage === 'inside';
  }

  /** Who is here, as far as it is known; of more than 1,000 some. @returns {Person[]} */
  get online() {
    return [...this.#online.values()];
  }

  /** How many are here. */
  get onlineCount() {
    return Math.max(this.#onlineCount, this.#online.size);
  }

  /**
   * What was said here and hasn't been told as a `message` yet, in order: not acknowledged, or refused,
   * or acknowledged a moment ago.
   *
   * @returns {PendingMessage[]}
   */
  get pending() {
    return this.#wire.outbox.of(this.id);
  }

  /**
   * Says something. It is sent now or as soon as there is a connection, again after a break or a reload, and stored once.
   *
   * @param {string} content
   * @returns {PendingMessage}
   */
  send(content) {
    return this.#wire.say(this.id, content);
  }

  /** Tries once more what was refused. @param {PendingMessage} message */
  retry(message) {
    if (message.state === 'failed') {
      this.#wire.outbox.again(message);
      this.#tell('pending');
      this.#wire.flush(this.id);
    }
  }

  /** Gives up on a message. One that wasn't refused may have been stored. @param {PendingMessage} message */
  discard(message) {
    this.#wire.outbox.forget(message);
    this.#tell('pending');
    this.#wire.discarded(message);
  }

  /** Tells the others that this person is typing. Call it at every key; it is sent every three seconds. */
  typing() {
    const now = performance.now();
    if (this.isJoined && now - this.#typedAt >= BETWEEN_TYPINGS_MS) {
      this.#typedAt = now;
      this.#wire.tell({ type: 'typing', room_id: this.id });
    }
  }

  /** Leaves the room. What was said here is sent all the same. */
  leave() {
    if (this.#leaving || this.#stage === 'ended') {
      return;
    }
    this.#leaving = true;
    if (this.#stage === 'inside') {
      this.#sendLeave();
    } else if (this.#stage === 'outside') {
      this.#end();
    }
  }

  /** There is a connection to join on. @param {string} epoch */
  enter(epoch) {
    if (this.#stage !== 'outside') {
      return;
    }
    this.#stage = 'joining';
    this.#pong = null;
    this.#wire.tell({
      type: 'join',
      room_id: this.id,
      ...(this.#seq === null ? {} : { after_seq: this.#seq, epoch: this.#epoch ?? epoch }),
    });
  }

  /** The connection is gone. */
  disconnected() {
    if (this.#leaving) {
      this.#end();
    } else if (this.#stage !== 'ended') {
      this.#stage = 'outside';
    }
  }

  /**
   * A frame about this room has come.
   *
   * @param {any} frame
   * @param {string} epoch
   */
  receive(frame, epoch) {
    switch (frame.type) {
      case 'joined':
        this.#joined(frame, epoch);
        break;
      case 'reset':
        if (this.#stage === 'joining' || this.#stage === 'inside') {
          this.#reset(frame, epoch);
        }
        break;
      case 'message':
      case 'message_edited':
      case 'message_deleted':
        this.#logged(frame);
        break;
      case 'typing':
        this.#tell('typing', { userId: frame.userId, username: frame.username });
        break;
      case 'presence':
        this.#presence(frame);
        break;
      case 'left':
        this.#left();
        break;
    }
  }

  /** @param {any} frame @param {string} epoch */
  #joined(frame, epoch) {
    if (this.#stage !== 'joining') {
      return;
    }
    this.#stage = 'inside';
    const resumed = this.#seq !== null;
    if (this.#seq === null) {
      this.#seq = frame.seq;
    } else if (this.#seq > frame.seq || (this.#epoch ?? epoch) !== epoch) {
      // The server should have said so.
      this.#reset({ reason: 'ahead', seq: frame.seq }, epoch);
    }
    this.#epoch = epoch;
    this.#online = new Map(frame.members.map((/** @type {Person} */ person) => [person.userId, person]));
    this.#onlineCount = frame.online;
    this.#head = resumed ? frame.seq : null;
    this.#missed = 0;
    this.#tell('joined', { seq: frame.seq, online: this.online });
    this.#checkCaughtUp();
    if (this.#leaving) {
      this.#sendLeave();
    }
  }

  /** @param {any} frame @param {string} epoch */
  #reset(frame, epoch) {
    this.#seq = frame.seq;
    this.#epoch = epoch;
    this.#wire.told(this.id, frame.seq);
    this.#tell('reset', { reason: frame.reason, seq: frame.seq });
  }

  /** @param {any} frame */
  #logged(frame) {
    if (this.#stage !== 'inside' || this.#seq === null || frame.seq <= this.#seq) {
      return;
    }
    if (frame.seq > this.#seq + 1) {
      // A fault of the server; what is missing is asked for by joining again from where this is.
      this.#sendLeave();
      return;
    }
    this.#seq = frame.seq;
    const { type, ...event } = frame;
    if (type === 'message') {
      this.#wire.stored(event);
      this.#missed += this.#wire.isMe(event.userId) ? 0 : 1;
    }
    this.#wire.told(this.id, frame.seq);
    this.#tell(type, event);
    this.#checkCaughtUp();
  }

  /** @param {any} frame */
  #presence({ userId, username, status }) {
    const there = this.#online.has(userId);
    if (status === 'online') {
      this.#online.set(userId, { userId, username });
      this.#onlineCount += there ? 0 : 1;
    } else {
      this.#online.delete(userId);
      this.#onlineCount -= there ? 1 : 0;
    }
    this.#tell('presence', { userId, username, status });
  }

  #left() {
    if (this.#stage !== 'leaving') {
      return;
    }
    if (this.#leaving) {
      this.#end();
    } else {
      this.#stage = 'outside';
      this.#wire.enter(this);
    }
  }

  /**
   * A frame about this room's membership came to nothing.
   *
   * @param {any} frame the error
   */
  refused(frame) {
    if (frame.frame === 'leave') {
      this.#left();
    } else if (frame.frame !== 'join' || this.#stage !== 'joining') {
      // Typing, or an answer to what is no longer asked.
    } else if (frame.code === 'already_joined') {
      this.#sendLeave();
    } else if (this.#leaving) {
      this.#end();
    } else if (frame.retryAfterMs || frame.code === 'internal') {
      this.#stage = 'outside';
      this.#wire.later(frame.retryAfterMs ?? 1_000, () => this.#wire.enter(this));
    } else {
      this.#end();
      const status = frame.code === 'not_found' ? 404 : 422;
      this.#tell('refused', new ApiError(status, { title: frame.code, detail: frame.detail, type: frame.code }));
    }
  }

  /**
   * What the server says to have sent. If this stood at the same place a pong ago, and was behind then, something didn't come.
   *
   * @param {number} head
   */
  pong(head) {
    if (this.#stage !== 'inside' || this.#seq === null) {
      return;
    }
    if (this.#pong && this.#pong.seq === this.#seq && this.#seq < this.#pong.head) {
      this.#sendLeave();
    } else {
      this.#pong = { head, seq: this.#seq };
    }
  }

  /** The outbox has changed for another reason than a call of this. */
  pendingChanged() {
    this.#tell('pending');
  }

  #sendLeave() {
    this.#stage = 'leaving';
    this.#wire.tell({ type: 'leave', room_id: this.id });
  }

  #end() {
    this.#stage = 'ended';
    this.#wire.forget(this);
  }

  #checkCaughtUp() {
    if (this.#head !== null && this.#seq !== null && this.#seq >= this.#head) {
      this.#head = null;
      this.#tell('caught-up', { missed: this.#missed, seq: this.#seq });
    }
  }

  /** @param {string} type @param {any} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
