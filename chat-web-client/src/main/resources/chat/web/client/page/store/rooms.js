/** @typedef {import('chat-client').ChatApi} ChatApi */
/** @typedef {import('chat-client').ChatClient} ChatClient */
/** @typedef {import('chat-client').Room} Room */
/** @typedef {import('../../chat-client/api.js').RoomSummary} RoomSummary */
/** @typedef {import('../logic/read-positions.js').ReadPositions} ReadPositions */
/** @typedef {import('./session.js').Me} Me */

/**
 * @typedef {object} RoomEntry
 * @property {number} id
 * @property {string} name
 * @property {number} lastSeq
 * @property {number} activeAt when something was last said, or the room was opened; epoch milliseconds
 * @property {number[]} unread the numbers of messages that weren't read; of many the last ones
 */

const PAGE = 100;
const PAGES = 10;
/** Of the 100 that a connection may join; some are left for rooms that are opened. */
const FOLLOWED = 90;
/** Beyond it nobody counts any more. */
export const UNREAD_SHOWN = 99;
const REFRESH_MS = 30_000;

/**
 * All rooms, and what is new in them. Dispatches `changed`; `said` `{roomId, message}` for what others say;
 * and `caught-up` `{roomId, missed}`.
 */
export class Rooms extends EventTarget {
  #api;
  #chat;
  #reads;
  #me;
  /** @type {Map<number, RoomEntry>} */
  #entries = new Map();
  /** @type {Map<number, Room>} */
  #followed = new Map();
  /** @type {number | undefined} */
  #timer;
  isLoaded = false;
  /** Why the list couldn't be read, if so. @type {Error | null} */
  failure = null;

  /**
   * @param {ChatApi} api
   * @param {ChatClient} chat
   * @param {ReadPositions} reads
   * @param {Me} me
   */
  constructor(api, chat, reads, me) {
    super();
    this.#api = api;
    this.#chat = chat;
    this.#reads = reads;
    this.#me = me;
  }

  open() {
    this.refresh();
    this.#timer = setInterval(() => document.hidden || this.refresh(), REFRESH_MS);
    document.addEventListener('visibilitychange', this.#looked);
    addEventListener('storage', this.#readElsewhere);
    this.#chat.addEventListener('state', this.#connected);
  }

  close() {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#looked);
    removeEventListener('storage', this.#readElsewhere);
    this.#chat.removeEventListener('state', this.#connected);
  }

  /** Those with the newest messages first. @returns {RoomEntry[]} */
  get list() {
    return [...this.#entries.values()].sort((one, other) => other.activeAt - one.activeAt || other.id - one.id);
  }

  /** @param {number} roomId */
  entry(roomId) {
    return this.#entries.get(roomId);
  }

  /** How many messages wait to be read in all rooms. */
  get unread() {
    return [...this.#entries.values()].reduce((sum, { unread }) => sum + unread.length, 0);
  }

  async refresh() {
    try {
      for (let page = 0; page < PAGES; page++) {
        const rooms = await this.#api.rooms({ skip: page * PAGE, limit: PAGE });
        rooms.forEach((room) => this.#know(room));
        if (rooms.length < PAGE) {
          break;
        }
      }
      this.failure = null;
      this.isLoaded = true;
      for (const { id } of this.list.slice(0, FOLLOWED)) {
        this.follow(id);
      }
    } catch (failure) {
      this.failure = /** @type {Error} */ (failure);
    }
    this.#changed();
  }

  /** @param {string} name @returns {Promise<number>} its id */
  async create(name) {
    const room = await this.#api.createRoom(name);
    this.#know(room);
    this.follow(room.id);
    this.#changed();
    return room.id;
  }

  /** Reads about one room, which may be too new for the list. @param {number} roomId */
  async ensure(roomId) {
    if (!this.#entries.has(roomId)) {
      this.#know(await this.#api.room(roomId));
      this.#changed();
    }
  }

  /**
   * Joins a known room, or returns it when that was done. Its events begin with what wasn't read.
   *
   * @param {number} roomId
   * @returns {Room}
   */
  follow(roomId) {
    const followed = this.#followed.get(roomId);
    if (followed) {
      return followed;
    }
    const entry = /** @type {RoomEntry} */ (this.#entries.get(roomId));
    const afterSeq = Math.max(this.#reads.of(roomId) ?? 0, entry.lastSeq - UNREAD_SHOWN - 1);
    const room = this.#chat.join(roomId, { afterSeq: Math.min(afterSeq, entry.lastSeq) });
    this.#followed.set(roomId, room);
    this.#listen(room, entry);
    return room;
  }

  /** @param {number} roomId @param {number} seq up to which everything was seen */
  read(roomId, seq) {
    if (this.#reads.read(roomId, seq)) {
      this.#forgetRead(roomId);
      this.#changed();
    }
  }

  /** @param {RoomSummary} room */
  #know({ id, name, lastSeq, lastMessageAt, createdAt }) {
    const activeAt = Date.parse(lastMessageAt ?? createdAt);
    const known = this.#entries.get(id);
    if (known) {
      known.lastSeq = Math.max(known.lastSeq, lastSeq);
      known.activeAt = Math.max(known.activeAt, activeAt);
      return;
    }
    this.#entries.set(id, { id, name, lastSeq, activeAt, unread: [] });
    if (this.#reads.of(id) === undefined) {
      // What was said before somebody came isn't new to them.
      this.#reads.read(id, lastSeq);
    }
  }

  /** @param {Room} room @param {RoomEntry} entry */
  #listen(room, entry) {
    room.addEventListener('message', (event) => {
      const message = /** @type {CustomEvent} */ (event).detail;
      entry.lastSeq = Math.max(entry.lastSeq, message.seq);
      entry.activeAt = Math.max(entry.activeAt, Date.parse(message.timestamp));
      if (message.userId !== this.#me.id) {
        if (message.seq > (this.#reads.of(room.id) ?? 0)) {
          entry.unread = [...entry.unread, message.seq].slice(-UNREAD_SHOWN - 1);
        }
        this.dispatchEvent(new CustomEvent('said', { detail: { roomId: room.id, message } }));
      }
      this.#changed();
    });
    room.addEventListener('reset', (event) => {
      const { seq } = /** @type {CustomEvent} */ (event).detail;
      entry.unread = [];
      entry.lastSeq = seq;
      this.#reads.startOver(room.id, seq);
      this.#changed();
    });
    room.addEventListener('caught-up', (event) => {
      const { missed } = /** @type {CustomEvent} */ (event).detail;
      this.dispatchEvent(new CustomEvent('caught-up', { detail: { roomId: room.id, missed } }));
    });
    room.addEventListener('refused', () => this.#followed.delete(room.id));
  }

  #looked = () => {
    if (!document.hidden) {
      this.refresh();
    }
  };

  /** @param {StorageEvent} event */
  #readElsewhere = ({ key }) => {
    if (this.#reads.isKeptUnder(key)) {
      this.#reads.refresh();
      this.#entries.forEach(({ id }) => this.#forgetRead(id));
      this.#changed();
    }
  };

  #connected = () => {
    if (this.#chat.state.status === 'live' && (this.failure || this.isLoaded)) {
      this.refresh();
    }
  };

  /** @param {number} roomId */
  #forgetRead(roomId) {
    const entry = this.#entries.get(roomId);
    if (entry) {
      entry.unread = entry.unread.filter((seq) => seq > (this.#reads.of(roomId) ?? 0));
    }
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }
}
