/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} KeptStrings */

/** What was begun in each room and not sent, kept for each user where it survives a reload. */
export class Drafts {
  #storage;
  #userId;
  /** What the storage wouldn't take. @type {Map<number, string>} */
  #loose = new Map();

  /**
   * @param {KeptStrings} storage
   * @param {number} userId
   */
  constructor(storage, userId) {
    this.#storage = storage;
    this.#userId = userId;
  }

  /** @param {number} roomId @returns {string} empty when there is none */
  of(roomId) {
    try {
      return this.#loose.get(roomId) ?? this.#storage.getItem(this.#key(roomId)) ?? '';
    } catch {
      return '';
    }
  }

  /** @param {number} roomId @param {string} text */
  keep(roomId, text) {
    this.#loose.delete(roomId);
    try {
      if (text.trim() === '') {
        this.#storage.removeItem(this.#key(roomId));
      } else {
        this.#storage.setItem(this.#key(roomId), text);
      }
    } catch {
      // Full, or forbidden: it is kept as long as the page is.
      this.#loose.set(roomId, text);
    }
  }

  /** @param {number} roomId */
  #key(roomId) {
    return `chat-draft:${this.#userId}:${roomId}`;
  }
}
