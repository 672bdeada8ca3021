/** @typedef {import('./drafts.js').KeptStrings} KeptStrings */

/** How far a person has read in each room, by `seq`; never goes back. */
export class ReadPositions {
  #storage;
  #key;
  /** @type {Map<number, number>} */
  #seqs = new Map();

  /**
   * @param {KeptStrings} storage
   * @param {number} userId
   */
  constructor(storage, userId) {
    this.#storage = storage;
    this.#key = `chat-read:${userId}`;
    this.refresh();
  }

  /** Takes in what other tabs have read. */
  refresh() {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#key) ?? '[]');
      for (const [roomId, seq] of Array.isArray(kept) ? kept : []) {
        this.#seqs.set(Number(roomId), Math.max(Number(seq), this.#seqs.get(Number(roomId)) ?? 0));
      }
    } catch {
      // Not ours, or forbidden: what is known here counts.
    }
  }

  /** Whether an entry of the storage is where this is kept. @param {string | null} key */
  isKeptUnder(key) {
    return key === this.#key;
  }

  /** @param {number} roomId @returns {number | undefined} undefined for a room that was never seen */
  of(roomId) {
    return this.#seqs.get(roomId);
  }

  /** @param {number} roomId @param {number} seq @returns {boolean} whether that was news */
  read(roomId, seq) {
    if ((this.#seqs.get(roomId) ?? -1) >= seq) {
      return false;
    }
    this.#seqs.set(roomId, seq);
    this.#keep();
    return true;
  }

  /** After a restored database numbers begin anew. @param {number} roomId @param {number} seq */
  startOver(roomId, seq) {
    this.#seqs.set(roomId, seq);
    this.#keep();
  }

  #keep() {
    try {
      this.#storage.setItem(this.#key, JSON.stringify([...this.#seqs]));
    } catch {
      // As above.
    }
  }
}
