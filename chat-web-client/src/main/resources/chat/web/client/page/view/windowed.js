import { Layout } from '../logic/layout.js';

/** How far beyond what is seen lines are kept ready, and at least are. */
const READY = 1_200;
const LEAST = 400;
/** What is left free above the first line, while there are older ones to come. */
const SLACK = 4_000;
/** What is left free below the last line. */
const FOOT = 16;
const NEAR_END = 40;
/** Without a scroll for so long, nobody is scrolling. */
const STILL_MS = 150;
const ESTIMATE = 34;

/**
 * @typedef {object} Ends what is known of the lines' ends
 * @property {boolean} isLoaded
 * @property {unknown} older null when there is nothing before the first line
 * @property {unknown} newer null when there is nothing after the last
 */

/**
 * The part of many lines that is seen, and a little more: only that exists as elements. What is seen stays where it is whatever comes
 * or goes around it; at the end it follows what is added there.
 *
 * It works on three elements inside each other: the view, which scrolls; one as high as all lines; and one with the lines that exist.
 *
 * @template {{key: string}} Line
 */
export class WindowedView {
  /** @type {Layout<Line>} */
  #layout = new Layout(ESTIMATE);
  #update;
  #moved;
  /** @type {Ends} */
  #ends = { isLoaded: false, older: null, newer: null };
  /** @type {HTMLElement | null} */
  #view = null;
  #height = 0;
  #width = 0;
  /** Where the view is to go, once it is known where that is. @type {{key: string, share: number} | null} */
  #goal = null;
  #isFresh = true;
  /** @type {number | undefined} */
  #still;
  #isScrolling = false;
  #sizes = new ResizeObserver(() => this.#view?.isConnected && this.place(this.#view));
  /** @type {Set<Element>} */
  #sized = new Set();
  /** The first line that exists, and the one after the last. */
  first = 0;
  last = 0;
  isAtEnd = true;

  /**
   * @param {() => void} update shows other lines
   * @param {() => void} moved called when something else is seen
   */
  constructor(update, moved) {
    this.#update = update;
    this.#moved = moved;
  }

  /** @returns {readonly Line[]} */
  get lines() {
    return this.#layout.lines;
  }

  /** @param {string} key */
  index(key) {
    return this.#layout.index(key);
  }

  /** Whether so little is left above, or below, that more should be got. */
  get isNearStart() {
    return this.#top - this.#layout.origin < 3 * this.#height;
  }

  get isNearEnd() {
    return this.#layout.end - this.#top < 4 * this.#height;
  }

  /** The line that is last seen. */
  get lastSeen() {
    return this.#layout.at(this.#top + this.#height - FOOT);
  }

  /**
   * Other lines are shown from now on.
   *
   * @param {{key: string, share: number} | null} goal the line to be seen first, and at which share of the height; without one, the end
   * @param {boolean} isAtEnd
   */
  begin(goal, isAtEnd) {
    this.#isFresh = true;
    this.#goal = goal;
    this.isAtEnd = isAtEnd;
    this.#update();
  }

  /** Goes to the end, and follows it. */
  toEnd() {
    this.#goal = null;
    this.isAtEnd = true;
    this.#update();
  }

  /** These are the lines now; says which have to exist. @param {readonly Line[]} lines @param {Ends} ends */
  arrange(lines, ends) {
    this.#ends = ends;
    if (this.#isFresh) {
      this.#layout.replace(lines);
      this.#isFresh = false;
    } else if (lines !== this.#layout.lines) {
      this.#layout.update(lines, this.#top);
    }
    const y = this.#wanted;
    [this.first, this.last] = this.#layout.between(y - READY, y + this.#height + READY);
  }

  /** Measures the lines that exist, and puts them and the view where they belong. @param {HTMLElement} view */
  place(view) {
    this.#view = view;
    const all = /** @type {HTMLElement} */ (view.firstElementChild);
    const lines = /** @type {HTMLElement} */ (all.lastElementChild);
    this.#observe([view, ...lines.children]);
    this.#height = view.clientHeight;
    this.#keepPlace(view);
    this.#layout.measure(
      [...lines.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key ?? '', child.getBoundingClientRect().height]),
      view.scrollTop);
    const isMoving = this.#goal !== null || this.isAtEnd;
    const isOff = this.#layout.origin !== this.#origin;
    const mayWait = this.#isScrolling && !this.#isNearBeginning;
    const moved = isMoving || this.#layout.origin < 0 || (isOff && !mayWait) ? this.#layout.settle(this.#origin) : 0;
    all.style.height = `${Math.max(this.#layout.end + FOOT, this.#height)}px`;
    all.style.setProperty('--before', `${Math.max(0, this.#layout.origin)}px`);
    lines.style.transform = `translateY(${this.#layout.top(this.first)}px)`;
    if (isMoving) {
      view.scrollTop = this.#wanted;
    } else if (moved !== 0) {
      view.scrollTop += moved;
    }
    if (this.#isShort(this.#wanted)) {
      this.#update();
    } else if (this.#goal && this.#ends.isLoaded) {
      this.#goal = null;
      this.isAtEnd = this.#reachesEnd;
    }
    this.#moved();
  }

  /** When lines break elsewhere, what is seen first stays where it is. @param {HTMLElement} view */
  #keepPlace(view) {
    const first = this.#layout.at(view.scrollTop);
    if (this.#width !== 0 && this.#width !== view.clientWidth && first !== -1 && !this.#goal && !this.isAtEnd) {
      this.#goal = { key: this.#layout.lines[first].key, share: (this.#layout.top(first) - view.scrollTop) / this.#height };
    }
    this.#width = view.clientWidth;
  }

  /** The view was scrolled. */
  scrolled() {
    if (this.#view?.clientHeight !== this.#height) {
      // Nobody scrolled: there is more or less room, and it is placed anew for that.
      return;
    }
    this.#isScrolling = true;
    clearTimeout(this.#still);
    this.#still = setTimeout(() => {
      this.#isScrolling = false;
      if (this.#view?.isConnected) {
        this.place(this.#view);
      }
    }, STILL_MS);
    this.isAtEnd = this.#reachesEnd;
    if (this.#isShort(this.#top)) {
      this.#update();
    }
    this.#moved();
  }

  /** Scrolls no further than it takes for a line to be seen. @param {number} index */
  show(index) {
    const view = /** @type {HTMLElement} */ (this.#view);
    const top = this.#layout.top(index);
    const bottom = top + this.#layout.height(index);
    const margin = 2 * ESTIMATE;
    if (top - margin < view.scrollTop) {
      view.scrollTop = top - margin;
    } else if (bottom + margin > view.scrollTop + this.#height) {
      view.scrollTop = bottom + margin - this.#height;
    }
    this.isAtEnd = this.#reachesEnd;
    this.#update();
  }

  stop() {
    clearTimeout(this.#still);
    this.#sizes.disconnect();
    this.#sized.clear();
  }

  get #top() {
    return this.#view?.scrollTop ?? 0;
  }

  get #reachesEnd() {
    return this.#ends.newer === null && this.#top + this.#height >= this.#layout.end + FOOT - NEAR_END;
  }

  /** Where what is seen begins, or is going to. */
  get #wanted() {
    const lowest = Math.max(0, this.#layout.end + FOOT - this.#height);
    if (this.#goal) {
      const index = this.#layout.index(this.#goal.key);
      return Math.max(0, Math.min(lowest, this.#layout.top(Math.max(0, index)) - this.#goal.share * this.#height));
    }
    return this.isAtEnd ? lowest : this.#top;
  }

  /** Where the first line is to begin: while there are older ones, with some space above; few lines stand at the bottom. */
  get #origin() {
    return this.#ends.older ? SLACK : Math.max(0, this.#height - FOOT - (this.#layout.end - this.#layout.origin));
  }

  /**
   * Near the beginning of the room the first line can't wait for the end of the scroll: where the lines turned out lower than was
   * thought, the scroll would run into an empty space above it, and all lines would jump when that is closed.
   */
  get #isNearBeginning() {
    return this.#ends.older === null && this.isNearStart;
  }

  /** Whether lines are missing around what is seen. @param {number} y */
  #isShort(y) {
    const [first, last] = this.#layout.between(y - LEAST, y + this.#height + LEAST);
    return first < this.first || last > this.last;
  }

  /** @param {Element[]} elements */
  #observe(elements) {
    const now = new Set(elements);
    this.#sized.forEach((element) => now.has(element) || this.#sizes.unobserve(element));
    now.forEach((element) => this.#sized.has(element) || this.#sizes.observe(element));
    this.#sized = now;
  }
}
