/**
 * Where lines of unlike height lie below each other, of which only those near the view are ever measured. The others count
 * with what lines have been on average.
 *
 * What is being looked at stays where it is: when lines come before it, or turn out higher than was thought, the top of all
 * lines moves up instead ({@link Layout#origin}). So nothing jumps, and a scroll that is under way isn't disturbed;
 * {@link Layout#settle} puts the top right when there is time.
 *
 * @template {{key: string}} Line
 */
export class Layout {
  /** @type {readonly Line[]} */
  #lines = [];
  /** @type {Map<string, number>} */
  #indices = new Map();
  /** @type {Map<string, number>} */
  #heights = new Map();
  /** Where each line begins, and the last one ends, from the origin. */
  #tops = new Float64Array(1);
  #measuredHeight = 0;
  #origin = 0;
  #estimate;

  /** @param {number} estimate how high a line is as long as none was measured */
  constructor(estimate) {
    this.#estimate = estimate;
  }

  get lines() {
    return this.#lines;
  }

  /** Where the first line begins. May be negative for a while. */
  get origin() {
    return this.#origin;
  }

  /** Where the last line ends. */
  get end() {
    return this.#origin + this.#tops[this.#lines.length];
  }

  /** @param {number} index @returns {number} where the line begins */
  top(index) {
    return this.#origin + this.#tops[index];
  }

  /** @param {number} index */
  height(index) {
    return this.#tops[index + 1] - this.#tops[index];
  }

  /** @param {string} key @returns {number} -1 when there is no such line */
  index(key) {
    return this.#indices.get(key) ?? -1;
  }

  /** @param {number} y @returns {number} the line that is there, or the nearest; -1 when there is none */
  at(y) {
    const wanted = y - this.#origin;
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tops[middle + 1] <= wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#lines.length === 0 ? -1 : low;
  }

  /**
   * Begins anew with other lines.
   *
   * @param {readonly Line[]} lines
   */
  replace(lines) {
    this.#lines = lines;
    this.#origin = 0;
    this.#index();
    this.#place();
  }

  /**
   * Other lines are there. The first of those at `y` or below it that is still there stays where it is.
   *
   * @param {readonly Line[]} lines
   * @param {number} y
   */
  update(lines, y) {
    const before = this.#lines;
    const tops = this.#tops;
    const origin = this.#origin;
    const from = Math.max(0, this.at(y));
    this.#lines = lines;
    this.#index();
    this.#place();
    for (let i = from; i < before.length; i++) {
      const index = this.index(before[i].key);
      if (index !== -1) {
        this.#origin = origin + tops[i] - this.#tops[index];
        return;
      }
    }
  }

  /**
   * Lines were measured. What is at `y` stays there; if that was never measured before, or has another height now, the next
   * measured line that is as it was.
   *
   * @param {Iterable<[string, number]>} measured
   * @param {number} y
   * @returns {boolean} whether any was other than thought
   */
  measure(measured, y) {
    const nearest = this.at(y);
    let fixed = -1;
    /** @type {[string, number][]} */
    const others = [];
    for (const [key, height] of measured) {
      const known = this.#heights.get(key);
      if (known === undefined || Math.abs(known - height) > 0.05) {
        others.push([key, height]);
      } else if (fixed === -1 && this.index(key) >= nearest) {
        fixed = this.index(key);
      }
    }
    if (others.length === 0) {
      return false;
    }
    fixed = fixed === -1 ? nearest : fixed;
    const top = fixed === -1 ? 0 : this.top(fixed);
    for (const [key, height] of others) {
      this.#measuredHeight += height - (this.#heights.get(key) ?? 0);
      this.#heights.set(key, height);
    }
    this.#place();
    if (fixed !== -1) {
      this.#origin += top - this.top(fixed);
    }
    return true;
  }

  /**
   * Puts the first line where it is to be, but for a part of a pixel: a view scrolls by whole ones, and would be off by the rest.
   *
   * @param {number} origin
   * @returns {number} by how much everything moved, and the view has to
   */
  settle(origin) {
    const moved = Math.round(origin - this.#origin);
    this.#origin += moved;
    return moved;
  }

  /**
   * The lines between two places.
   *
   * @param {number} from
   * @param {number} to
   * @returns {[number, number]} the first, and the one after the last
   */
  between(from, to) {
    return this.#lines.length === 0 ? [0, 0] : [this.at(from), this.at(to) + 1];
  }

  #index() {
    this.#indices = new Map(this.#lines.map(({ key }, index) => [key, index]));
  }

  #place() {
    const average = this.#heights.size === 0 ? this.#estimate : this.#measuredHeight / this.#heights.size;
    const tops = new Float64Array(this.#lines.length + 1);
    for (let i = 0; i < this.#lines.length; i++) {
      tops[i + 1] = tops[i] + (this.#heights.get(this.#lines[i].key) ?? average);
    }
    this.#tops = tops;
  }
}
