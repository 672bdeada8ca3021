import { rowsOf } from '../logic/rows.js';
import { Timeline } from '../logic/timeline.js';
import { Typing } from '../logic/typing.js';

/** @typedef {import('./workspace.js').Workspace} Workspace */
/** @typedef {import('chat-client').PendingMessage} PendingMessage */
/** @typedef {import('chat-client').Room} Room */
/** @typedef {import('../logic/rows.js').Row} Row */

const PAGE = 100;

/**
 * One room as somebody sees it: its messages, what is on its way, who is there. Dispatches `changed`; `arrived` (a message
 * of somebody else's, while the end of the room is known); and `opened` `{seq}` when other messages than before are there, and
 * the one to look at, if there is one.
 */
export class Conversation extends EventTarget {
  #workspace;
  #timeline = new Timeline();
  /** @type {Room | null} */
  #room = null;
  /** @type {Row[] | null} */
  #rows = null;
  /** Tells answers from those to what was asked before. */
  #asked = 0;
  /** @type {'older' | 'newer' | 'all' | null} */
  loading = null;
  /** Why the messages couldn't be read, if so. @type {Error | null} */
  failure = null;
  /** The last number that had been read, while what follows is marked as new. @type {number | null} */
  unreadAfter = null;
  #typing = new Typing(() => this.#changed());
  #ending = new AbortController();

  /** @param {Workspace} workspace @param {number} roomId */
  constructor(workspace, roomId) {
    super();
    this.#workspace = workspace;
    this.roomId = roomId;
  }

  get me() {
    return this.#workspace.me;
  }

  get name() {
    return this.#workspace.rooms.entry(this.roomId)?.name ?? '';
  }

  get timeline() {
    return this.#timeline;
  }

  get online() {
    return this.#room?.online ?? [];
  }

  get onlineCount() {
    return this.#room?.onlineCount ?? 0;
  }

  /** Names of the others who are typing. */
  get typing() {
    return this.#typing.names;
  }

  /** How many messages of others are below what is shown. */
  get unread() {
    return this.#workspace.rooms.entry(this.roomId)?.unread.length ?? 0;
  }

  /** @returns {Row[]} */
  get rows() {
    this.#rows ??= rowsOf({
      messages: this.#timeline.messages,
      pending: this.#timeline.reachesEnd ? this.#room?.pending : [],
      fromBeginning: this.#timeline.isLoaded && this.#timeline.older === null,
      unreadAfter: this.unreadAfter,
      me: this.me.id,
    });
    return this.#rows;
  }

  /**
   * Shows the room at a place; without one, where reading was left off.
   *
   * @param {number | null} seq
   */
  async open(seq) {
    const asked = ++this.#asked;
    this.loading = 'all';
    this.failure = null;
    this.#changed();
    try {
      await this.#workspace.rooms.ensure(this.roomId);
      this.#join();
      const read = this.#workspace.reads.of(this.roomId) ?? Infinity;
      const isNew = read < (this.#workspace.rooms.entry(this.roomId)?.lastSeq ?? 0);
      if (this.unreadAfter === null && isNew) {
        this.unreadAfter = read;
      }
      const around = seq ?? (isNew ? read + 1 : null);
      await this.#load(around === null ? { limit: PAGE } : { aroundSeq: around, limit: PAGE }, asked, seq);
      if (seq === null && this.#timeline.newer && !this.rows.some(({ kind }) => kind === 'unread')) {
        // All that is new is one's own.
        await this.latest();
      }
    } catch (failure) {
      this.#failed(failure, asked);
    }
  }

  /** Shows what was said last. */
  async latest() {
    const asked = ++this.#asked;
    this.loading = 'all';
    try {
      await this.#load({ limit: PAGE }, asked, null);
    } catch (failure) {
      this.#failed(failure, asked);
    }
  }

  loadOlder() {
    return this.#extend('older');
  }

  loadNewer() {
    return this.#extend('newer');
  }

  /** @param {'older' | 'newer'} end */
  async #extend(end) {
    const place = this.#timeline[end];
    if (this.loading || !place) {
      return;
    }
    const asked = ++this.#asked;
    this.loading = end;
    try {
      const page = await this.#workspace.api.history(this.roomId, { ...place, limit: PAGE });
      if (asked === this.#asked) {
        this.loading = null;
        this.failure = null;
        this.#timeline[end === 'older' ? 'prepend' : 'append'](page);
        this.#changed();
      }
    } catch (failure) {
      this.#failed(failure, asked);
    }
  }

  /** @param {string} content */
  send(content) {
    this.unreadAfter = null;
    const said = this.#join().send(content);
    if (!this.#timeline.reachesEnd && this.#timeline.isLoaded) {
      this.latest();
    }
    this.#changed();
    return said;
  }

  /** @param {PendingMessage} said */
  retry(said) {
    this.#room?.retry(said);
  }

  /** @param {PendingMessage} said */
  discard(said) {
    this.#room?.discard(said);
  }

  /** Tells the others that somebody types here. */
  type() {
    this.#room?.typing();
  }

  /** Everything up to the last message that is known was seen. */
  markRead() {
    const last = this.#timeline.messages.at(-1)?.seq;
    if (this.#timeline.reachesEnd && last !== undefined) {
      this.#workspace.rooms.read(this.roomId, Math.max(last, this.#room?.seq ?? 0));
    }
  }

  forgetUnread() {
    this.unreadAfter = null;
    this.#changed();
  }

  close() {
    this.#asked++;
    this.#typing.clear();
    this.#ending.abort();
  }

  /** @returns {Room} */
  #join() {
    if (!this.#room) {
      const room = this.#workspace.rooms.follow(this.roomId);
      const { signal } = this.#ending;
      for (const type of ['message', 'message_edited', 'message_deleted']) {
        room.addEventListener(type, (event) => this.#happened(type, /** @type {CustomEvent} */ (event).detail), { signal });
      }
      for (const type of ['pending', 'presence', 'joined']) {
        room.addEventListener(type, () => this.#changed(), { signal });
      }
      room.addEventListener('typing', (event) => this.#types(/** @type {CustomEvent} */ (event).detail), { signal });
      room.addEventListener('reset', () => this.#reset(), { signal });
      this.#workspace.chat.addEventListener('state', () => this.#comeBack(), { signal });
      this.#room = room;
    }
    return this.#room;
  }

  /** @param {string} type @param {any} event */
  #happened(type, event) {
    const others = event.userId !== this.me.id;
    if (type === 'message' && others) {
      this.#typing.stopped(event.userId);
      if (document.hidden && this.unreadAfter === null && this.#timeline.reachesEnd) {
        this.unreadAfter = event.seq - 1;
      }
    }
    const changed = this.#timeline.apply(type, event);
    this.#changed();
    if (changed && type === 'message' && others) {
      this.dispatchEvent(new CustomEvent('arrived', { detail: event }));
    }
  }

  /** @param {{userId: number, username: string}} person */
  #types(person) {
    if (person.userId !== this.me.id) {
      this.#typing.saw(person);
      this.#changed();
    }
  }

  #reset() {
    this.unreadAfter = null;
    this.#timeline.clear();
    this.open(null);
  }

  #comeBack() {
    if (this.#workspace.chat.state.status === 'live' && this.failure) {
      this.failure = null;
      if (this.#timeline.isLoaded) {
        this.#changed();
      } else {
        this.open(null);
      }
    }
  }

  /**
   * @param {import('../logic/timeline.js').Place} place
   * @param {number} asked
   * @param {number | null} seq
   */
  async #load(place, asked, seq) {
    const page = await this.#workspace.api.history(this.roomId, place);
    if (asked === this.#asked) {
      this.loading = null;
      this.failure = null;
      this.#timeline.replace(page);
      this.#changed();
      this.dispatchEvent(new CustomEvent('opened', { detail: { seq } }));
    }
  }

  /** @param {unknown} failure @param {number} asked */
  #failed(failure, asked) {
    if (asked === this.#asked) {
      this.loading = null;
      this.failure = /** @type {Error} */ (failure);
      this.#changed();
    }
  }

  #changed() {
    this.#rows = null;
    this.dispatchEvent(new Event('changed'));
  }
}
