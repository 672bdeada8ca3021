/** @typedef {import('chat-client').ChatClient} ChatClient */
/** @typedef {import('./rooms.js').Rooms} Rooms */

/** For how long it is told that all is well again. */
const TOLD_MS = 5_000;
/** A first connection that takes no longer isn't worth a word. */
const PATIENCE_MS = 2_000;

/**
 * How things stand with the connection, in the words of people. Dispatches `changed`, and every second while it is counted down.
 *
 * @typedef {'quiet' | 'connecting' | 'lost' | 'restored'} Mood `quiet`: nothing needs saying
 */
export class Connection extends EventTarget {
  #chat;
  #rooms;
  /** @type {Mood} */
  mood = 'quiet';
  /** How many messages of others came that had been missed. */
  missed = 0;
  #wasLost = false;
  /** @type {number | undefined} */
  #timer;
  /** @type {number | undefined} */
  #ticking;

  /** @param {ChatClient} chat @param {Rooms} rooms */
  constructor(chat, rooms) {
    super();
    this.#chat = chat;
    this.#rooms = rooms;
    chat.addEventListener('state', this.#changed);
    rooms.addEventListener('caught-up', this.#caughtUp);
  }

  get isLive() {
    return this.#chat.state.status === 'live';
  }

  /** In how many seconds it is tried again; null while it is being tried. */
  get secondsLeft() {
    const { retryAt } = this.#chat.state;
    return retryAt === null ? null : Math.max(1, Math.ceil((retryAt - Date.now()) / 1000));
  }

  /** Tries at once. */
  tryNow() {
    this.#chat.close();
    this.#chat.connect();
  }

  close() {
    clearTimeout(this.#timer);
    clearInterval(this.#ticking);
    this.#chat.removeEventListener('state', this.#changed);
    this.#rooms.removeEventListener('caught-up', this.#caughtUp);
  }

  #changed = () => {
    const { status } = this.#chat.state;
    if (status === 'live') {
      clearInterval(this.#ticking);
      if (this.#wasLost) {
        this.#wasLost = false;
        this.missed = 0;
        this.#become('restored', TOLD_MS);
      } else if (this.mood !== 'restored') {
        this.#become('quiet');
      }
    } else if (status === 'reconnecting' || this.#wasLost) {
      this.#wasLost = true;
      clearInterval(this.#ticking);
      this.#ticking = setInterval(() => this.#tell(), 1000);
      this.#become('lost');
    } else if (status === 'connecting') {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#become('connecting'), PATIENCE_MS);
    }
  };

  /** @param {Event} event */
  #caughtUp = (event) => {
    if (this.mood === 'restored') {
      this.missed += /** @type {CustomEvent} */ (event).detail.missed;
      this.#become('restored', TOLD_MS);
    }
  };

  /** @param {Mood} mood @param {number} [ms] for how long, if not for good */
  #become(mood, ms) {
    clearTimeout(this.#timer);
    this.mood = mood;
    if (ms !== undefined) {
      this.#timer = setTimeout(() => this.#become('quiet'), ms);
    }
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event('changed'));
  }
}
