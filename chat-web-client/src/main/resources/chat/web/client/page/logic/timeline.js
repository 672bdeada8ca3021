/** @typedef {import('../../chat-client/api.js').Message & {clientId?: string}} Message */
/** @typedef {import('../../chat-client/api.js').Page} Page */
/** @typedef {import('../../chat-client/api.js').Place} Place */

/**
 * The part of a room's messages that is known: without a gap, in the order of `seq`. It grows at its ends by pages of the history;
 * while it reaches to the newest message, it grows by what is said, too. Messages are never changed, only replaced.
 */
export class Timeline {
  /** @type {Message[]} */
  #messages = [];
  /** @type {Place | null} */
  #older = null;
  /** @type {Place | null} */
  #newer = null;
  #loaded = false;
  /** What happened while the end wasn't known. @type {{type: string, event: any}[]} */
  #waiting = [];

  /** The oldest first. @returns {readonly Message[]} */
  get messages() {
    return this.#messages;
  }

  /** Where what is older lies, or that there is nothing. */
  get older() {
    return this.#older;
  }

  /** Where what is newer lies, or that this reaches to the newest. */
  get newer() {
    return this.#newer;
  }

  get isLoaded() {
    return this.#loaded;
  }

  /** Whether what is said from now on follows the last message that is known. */
  get reachesEnd() {
    return this.#loaded && this.#newer === null;
  }

  /** How many messages have come that lie beyond the end of what is known. */
  get waitingMessages() {
    const last = this.#messages.at(-1)?.seq ?? 0;
    return this.#waiting.filter(({ type, event }) => type === 'message' && event.seq > last).length;
  }

  /** Forgets everything; what happens from now on waits for the first page. */
  clear() {
    this.#messages = [];
    this.#older = this.#newer = null;
    this.#loaded = false;
    this.#waiting = [];
  }

  /** Begins anew with this page. @param {Page} page */
  replace({ messages, older, newer }) {
    this.#messages = [...messages];
    this.#older = older;
    this.#newer = newer;
    this.#loaded = true;
    this.#catchUp();
  }

  /** @param {Page} page what comes before the first */
  prepend({ messages, older }) {
    const first = this.#messages[0]?.seq ?? Infinity;
    this.#messages = [...messages.filter(({ seq }) => seq < first), ...this.#messages];
    this.#older = older;
  }

  /** @param {Page} page what follows the last */
  append({ messages, newer }) {
    const last = this.#messages.at(-1)?.seq ?? 0;
    this.#messages = [...this.#messages, ...messages.filter(({ seq }) => seq > last)];
    this.#newer = newer;
    this.#catchUp();
  }

  /**
   * Something was said, edited or deleted.
   *
   * @param {string} type the event's
   * @param {any} event its detail
   * @returns {boolean} whether anything here has changed
   */
  apply(type, event) {
    if (type === 'message') {
      if (!this.reachesEnd) {
        this.#waiting.push({ type, event });
        return false;
      }
      return this.#add(event);
    }
    if (!this.reachesEnd) {
      this.#waiting.push({ type, event });
    }
    return this.#change(type, event);
  }

  /** What waited belongs here now; what a page had already changes nothing. */
  #catchUp() {
    if (this.#newer === null) {
      const waiting = this.#waiting;
      this.#waiting = [];
      waiting.forEach(({ type, event }) => this.apply(type, event));
    }
  }

  /** @param {Message} message */
  #add(message) {
    const last = this.#messages.at(-1)?.seq ?? 0;
    if (message.seq <= last) {
      return false;
    }
    this.#messages = [...this.#messages, message];
    return true;
  }

  /** @param {string} type @param {any} event */
  #change(type, event) {
    const at = this.indexOf(event.messageSeq);
    const known = this.#messages[at];
    if (known?.id !== event.id) {
      return false;
    }
    const deleted = type === 'message_deleted' || event.content === '';
    if (known.deleted || (!deleted && (known.editedAt ?? '') > (event.editedAt ?? ''))) {
      // A page that was read after this happened.
      return false;
    }
    const changed = deleted
      ? { ...known, content: '', deleted: true }
      : { ...known, content: event.content, editedAt: event.editedAt };
    this.#messages = this.#messages.map((message) => (message === known ? changed : message));
    return true;
  }

  /** The place of the first message with this `seq` or a later one. @param {number} seq */
  indexOf(seq) {
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#messages[middle].seq < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
