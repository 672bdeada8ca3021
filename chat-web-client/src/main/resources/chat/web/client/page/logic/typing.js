/** Without another word, somebody has stopped typing. */
const TYPING_MS = 5_000;

/** Who is typing, until they send it or stop. */
export class Typing {
  #changed;
  /** @type {Map<number, {username: string, timer: number}>} */
  #people = new Map();

  /** @param {() => void} changed called when somebody has stopped by themselves */
  constructor(changed) {
    this.#changed = changed;
  }

  /** In the order in which they began. */
  get names() {
    return [...this.#people.values()].map(({ username }) => username);
  }

  /** @param {{userId: number, username: string}} person */
  saw({ userId, username }) {
    clearTimeout(this.#people.get(userId)?.timer);
    const timer = setTimeout(() => {
      this.stopped(userId);
      this.#changed();
    }, TYPING_MS);
    this.#people.set(userId, { username, timer });
  }

  /** @param {number} userId */
  stopped(userId) {
    clearTimeout(this.#people.get(userId)?.timer);
    this.#people.delete(userId);
  }

  clear() {
    [...this.#people.keys()].forEach((userId) => this.stopped(userId));
  }
}
