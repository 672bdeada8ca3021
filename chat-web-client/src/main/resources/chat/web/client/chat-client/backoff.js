/** Pauses that double, up to a longest one; half of each is random, so that not all come back at once. */
export class Backoff {
  #first;
  #longest;
  #attempts = 0;

  /**
   * @param {number} first in milliseconds
   * @param {number} longest in milliseconds
   */
  constructor(first, longest) {
    this.#first = first;
    this.#longest = longest;
  }

  /** How often it was tried since it last worked. */
  get attempts() {
    return this.#attempts;
  }

  /**
   * The pause before the next attempt.
   *
   * @param {number | null} [asked] the least, when the server said so
   */
  next(asked = null) {
    const whole = Math.min(this.#longest, this.#first * 2 ** Math.min(this.#attempts, 30));
    this.#attempts++;
    const jittered = whole / 2 + Math.random() * (whole / 2);
    return asked === null ? jittered : asked + Math.random() * (this.#first / 2);
  }

  /** What comes next is a first attempt again. */
  reset() {
    this.#attempts = 0;
  }
}
