/** For so long nothing else is said after something was. */
const PAUSE_MS = 4_000;

/**
 * Tells those who listen what has come, without talking all the time: the first message at once, and of what comes in the
 * seconds after it all together.
 */
export class Announcer {
  #say;
  #later;
  /** @type {{who: string, what: string}[]} */
  #waiting = [];
  #quiet = false;

  /**
   * @param {(sentence: string) => void} say
   * @param {(what: () => void, ms: number) => void} [later]
   */
  constructor(say, later = (what, ms) => setTimeout(what, ms)) {
    this.#say = say;
    this.#later = later;
  }

  /** @param {string} who @param {string} what in plain words */
  add(who, what) {
    this.#waiting.push({ who, what });
    if (!this.#quiet) {
      this.#speak();
    }
  }

  /** Nobody is there to hear what waits. */
  clear() {
    this.#waiting = [];
  }

  #speak() {
    if (this.#waiting.length === 0) {
      this.#quiet = false;
      return;
    }
    this.#quiet = true;
    this.#say(sentence(this.#waiting));
    this.#waiting = [];
    this.#later(() => this.#speak(), PAUSE_MS);
  }
}

/** @param {{who: string, what: string}[]} messages */
function sentence(messages) {
  if (messages.length === 1) {
    return `${messages[0].who}: ${messages[0].what}`;
  }
  const people = [...new Set(messages.map(({ who }) => who))];
  return people.length <= 3
    ? `${messages.length} new messages from ${people.join(', ')}`
    : `${messages.length} new messages from ${people.length} people`;
}
