import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Layout } from '../logic/layout.js';
import { counted } from '../logic/people.js';
import { roomHref } from '../logic/route.js';
import { Follow } from './follow.js';
import { down } from './icons.js';
import { line, messageStyles } from './message.js';
import { base, buttons } from './styles.js';
import { tell } from './toast.js';

/** @typedef {import('../logic/rows.js').Row} Row */
/** @typedef {import('../store/conversation.js').Conversation} Conversation */

/** How far beyond what is seen lines are kept ready, and at least are. */
const READY = 1_200;
const LEAST = 400;
/** What is left free above the first line, while there are older messages to come. */
const SLACK = 4_000;
const FOOT = 16;
const NEAR_END = 40;
/** Without a scroll for so long, nobody is scrolling. */
const STILL_MS = 150;
const ESTIMATE = 34;

/**
 * A room's lines, of which only those around what is seen exist. What is seen stays where it is whatever comes or goes around it;
 * at the end it follows what is said. Dispatches `chat-edit`, `chat-delete`, `chat-retry`, `chat-discard`, and `chat-write` when
 * somebody wants to go on writing.
 */
export class ChatMessages extends LitElement {
  static properties = {
    conversation: { attribute: false },
    editing: { attribute: false },
    isLive: { attribute: false },
    found: { state: true },
    isAtEnd: { state: true },
  };

  static styles = [base, buttons, ...messageStyles, css`
    :host { position: relative; display: block; flex: 1; min-height: 0; }
    .view { height: 100%; overflow: hidden scroll; overflow-anchor: none; overscroll-behavior: contain; scrollbar-gutter: stable; }
    .view:focus-visible { outline-offset: -2px; }
    .all { position: relative; overflow: hidden; }
    .lines { position: absolute; inset: 0 0 auto; }
    .older {
      position: absolute; inset: 0 0 auto; color: var(--ink-soft);
      background: repeating-linear-gradient(to top, transparent 0 0.9rem, var(--hover) 0.9rem 1.8rem, transparent 1.8rem 3.6rem) bottom left 4.5rem / 55% 100% no-repeat;
    }
    .latest {
      position: absolute; inset: auto 0 var(--space-3); z-index: 3; width: fit-content; margin: 0 auto; min-height: 2.25rem; padding: 0 var(--space-4);
      border-color: transparent; border-radius: 2rem; background: var(--surface-high); box-shadow: var(--shadow-m); font-size: var(--text-s);
    }
    .latest.new { background: var(--accent); color: var(--on-accent); }
  `];

  #changes = new Follow(this);
  /** @type {Layout<Row>} */
  #layout = new Layout(ESTIMATE);
  #height = 0;
  #first = 0;
  #last = 0;
  /** Where the view is to go, once it is known where that is. @type {{key: string, share: number} | null} */
  #goal = null;
  #isFresh = true;
  /** @type {number | undefined} */
  #still;
  #isScrolling = false;
  #sizes = new ResizeObserver(() => this.#resized());
  /** @type {Set<Element>} */
  #sized = new Set();

  constructor() {
    super();
    /** @type {Conversation} */
    this.conversation = /** @type {any} */ (null);
    /** @type {number | null} */
    this.editing = null;
    this.isLive = true;
    /** @type {string | null} */
    this.found = null;
    this.isAtEnd = true;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#see);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#see);
    this.#sizes.disconnect();
    this.#sized.clear();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('conversation')) {
      const before = /** @type {Conversation | undefined} */ (changed.get('conversation'));
      before?.removeEventListener('opened', this.#opened);
      this.conversation.addEventListener('opened', this.#opened);
      this.#changes.on(this.conversation);
      this.#begin(null);
    }
    const { rows } = this.conversation;
    if (this.#isFresh) {
      this.#layout.replace(rows);
      this.#isFresh = false;
    } else if (rows !== this.#layout.lines) {
      this.#layout.update(rows, this.#view?.scrollTop ?? 0);
    }
    const y = this.#wanted;
    [this.#first, this.#last] = this.#layout.between(y - READY, y + this.#height + READY);
    this.#keepFocus();
  }

  render() {
    const { conversation } = this;
    const { rows, me, unread } = conversation;
    const look = {
      me,
      room: conversation.name,
      editing: this.editing,
      found: this.found,
      stored: this.#lastStored(rows),
      isLive: this.isLive,
    };
    return html`
      <div class="view" tabindex="0" role="region" aria-label="Messages" aria-busy=${conversation.loading !== null}
        @scroll=${this.#scrolled} @keydown=${this.#key} @click=${this.#clicked}>
        <div class="all">
          ${conversation.timeline.older ? html`<div class="older" aria-hidden="true"></div>` : nothing}
          <div class="lines" role="list">
            ${repeat(rows.slice(this.#first, this.#last), ({ key }) => key, (row) => line(row, look))}
          </div>
        </div>
      </div>
      ${this.isAtEnd || rows.length === 0 ? nothing : html`
        <button class="latest ${unread > 0 ? 'new' : ''}" @click=${this.toLatest}>
          ${down} ${unread > 0 ? counted(unread, 'new message') : 'Latest messages'}</button>`}`;
  }

  updated() {
    this.#observe();
    this.#place();
    this.#see();
  }

  /** Goes to what was said last, and stays there. */
  toLatest() {
    if (this.conversation.timeline.reachesEnd) {
      this.#goal = null;
      this.isAtEnd = true;
      this.requestUpdate();
    } else {
      this.conversation.latest();
    }
  }

  /** Puts the focus onto the messages. */
  focus() {
    this.#view?.focus({ preventScroll: true });
  }

  /** @param {number | null} seq */
  #begin(seq) {
    this.#isFresh = true;
    this.found = null;
    const { rows, timeline } = this.conversation;
    const at = seq === null
      ? rows.find(({ kind }) => kind === 'unread')
      : rows.find((row) => row.kind === 'message' && row.message.seq >= seq);
    this.#goal = at ? { key: at.key, share: seq === null ? 0.15 : 0.35 } : null;
    this.isAtEnd = at === undefined && timeline.newer === null;
    if (at && seq !== null) {
      this.found = at.key;
    }
    this.requestUpdate();
  }

  /** @param {Event} event */
  #opened = async (event) => {
    const { seq } = /** @type {CustomEvent} */ (event).detail;
    this.#begin(seq);
    await this.updateComplete;
    if (this.found) {
      this.#element(this.found)?.focus({ preventScroll: true });
    }
  };

  /** @returns {HTMLElement | null} */
  get #view() {
    return this.renderRoot?.querySelector('.view') ?? null;
  }

  /** @param {string} key @returns {HTMLElement | null} */
  #element(key) {
    return this.renderRoot.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  /** Where what is seen begins, or is going to. */
  get #wanted() {
    const lowest = Math.max(0, this.#layout.end + FOOT - this.#height);
    if (this.#goal) {
      const index = this.#layout.index(this.#goal.key);
      return Math.max(0, Math.min(lowest, this.#layout.top(index) - this.#goal.share * this.#height));
    }
    return this.isAtEnd ? lowest : this.#view?.scrollTop ?? 0;
  }

  /** Where the first line is to begin: while there are older ones, with some space above; few lines stand at the bottom. */
  get #origin() {
    const { older } = this.conversation.timeline;
    return older ? SLACK : Math.max(0, this.#height - FOOT - (this.#layout.end - this.#layout.origin));
  }

  /** Measures what is there, and puts it and the view where they belong. */
  #place() {
    const view = /** @type {HTMLElement} */ (this.#view);
    const [all, lines] = [/** @type {HTMLElement} */ (view.firstElementChild), /** @type {HTMLElement} */ (view.querySelector('.lines'))];
    this.#height = view.clientHeight;
    this.#layout.measure(
      [...lines.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key ?? '', child.getBoundingClientRect().height]),
      view.scrollTop);
    const isMoving = this.#goal !== null || this.isAtEnd;
    let moved = 0;
    if (isMoving || this.#layout.origin < 0 || (!this.#isScrolling && this.#layout.origin !== this.#origin)) {
      moved = this.#layout.settle(this.#origin);
    }
    all.style.height = `${Math.max(this.#layout.end + FOOT, this.#height)}px`;
    lines.style.transform = `translateY(${this.#layout.top(this.#first)}px)`;
    const older = /** @type {HTMLElement | null} */ (view.querySelector('.older'));
    if (older) {
      older.style.height = `${Math.max(0, this.#layout.origin)}px`;
    }
    if (isMoving) {
      view.scrollTop = this.#wanted;
    } else if (moved !== 0) {
      view.scrollTop += moved;
    }
    if (this.#isShort(this.#wanted)) {
      this.requestUpdate();
    } else if (this.#goal && this.conversation.timeline.isLoaded) {
      this.#goal = null;
      this.isAtEnd = this.#reachesEnd(view);
    }
    this.#fetch(view.scrollTop);
  }

  /** Whether lines are missing around what is seen. @param {number} y */
  #isShort(y) {
    const [first, last] = this.#layout.between(y - LEAST, y + this.#height + LEAST);
    return first < this.#first || last > this.#last;
  }

  #observe() {
    const now = new Set([/** @type {Element} */ (this.#view), ...this.renderRoot.querySelectorAll('.line')]);
    this.#sized.forEach((element) => now.has(element) || this.#sizes.unobserve(element));
    now.forEach((element) => this.#sized.has(element) || this.#sizes.observe(element));
    this.#sized = now;
  }

  #resized() {
    if (this.isConnected) {
      this.#place();
    }
  }

  #scrolled() {
    const view = /** @type {HTMLElement} */ (this.#view);
    this.#isScrolling = true;
    clearTimeout(this.#still);
    this.#still = setTimeout(() => {
      this.#isScrolling = false;
      this.#place();
    }, STILL_MS);
    this.isAtEnd = this.#reachesEnd(view);
    if (this.#isShort(view.scrollTop)) {
      this.requestUpdate();
    }
    this.#fetch(view.scrollTop);
    this.#see();
  }

  /** @param {HTMLElement} view */
  #reachesEnd({ scrollTop }) {
    return this.conversation.timeline.newer === null && scrollTop + this.#height >= this.#layout.end + FOOT - NEAR_END;
  }

  /** Asks for what may soon be seen. @param {number} y */
  #fetch(y) {
    const { conversation } = this;
    if (conversation.loading || conversation.failure) {
      return;
    }
    if (conversation.timeline.older && y - this.#layout.origin < 3 * this.#height) {
      conversation.loadOlder();
    } else if (conversation.timeline.newer && this.#layout.end - y < 4 * this.#height) {
      conversation.loadNewer();
    }
  }

  #see = () => {
    if (this.isAtEnd && !document.hidden) {
      this.conversation.markRead();
    }
  };

  /** @param {readonly Row[]} rows */
  #lastStored(rows) {
    const last = rows.at(-1);
    return last?.kind === 'message' && last.message.userId === this.conversation.me.id && last.message.clientId ? last.key : null;
  }

  /** A line that goes out of sight takes the focus along, unless it is put elsewhere. */
  #keepFocus() {
    const focused = /** @type {ShadowRoot} */ (this.renderRoot)?.activeElement?.closest('.line');
    const index = focused ? this.#layout.index(/** @type {HTMLElement} */ (focused).dataset.key ?? '') : -1;
    if (focused && (index < this.#first || index >= this.#last)) {
      this.focus();
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.ctrlKey || event.metaKey || !target.matches('.view, .line')) {
      return;
    }
    const deed = /** @type {Record<string, string>} */ ({ e: 'edit', Delete: 'delete', c: 'link' })[event.key];
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      this.#walk(target, event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Home') {
      this.#go(0, 1);
    } else if (event.key === 'End') {
      this.toLatest();
      this.#go(this.#layout.lines.length - 1, -1);
    } else if (event.key === 'Escape') {
      this.conversation.forgetUnread();
      this.toLatest();
      this.dispatchEvent(new CustomEvent('chat-write', { bubbles: true, composed: true }));
    } else if (deed && target.matches('.line')) {
      this.#do(deed, target);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {HTMLElement} from @param {1 | -1} way */
  #walk(from, way) {
    const view = /** @type {HTMLElement} */ (this.#view);
    const at = from.dataset.key === undefined ? this.#layout.at(view.scrollTop + this.#height - FOOT) + 1 : this.#layout.index(from.dataset.key);
    this.#go(at + way, way);
  }

  /** Puts the focus onto the first message from here on, that way. @param {number} index @param {1 | -1} way */
  async #go(index, way) {
    const { lines } = this.#layout;
    for (; index >= 0 && index < lines.length; index += way) {
      const { kind, key } = lines[index];
      if (kind === 'message' || kind === 'pending') {
        this.#show(index);
        await this.updateComplete;
        this.#element(key)?.focus({ preventScroll: true });
        return;
      }
    }
  }

  /** Scrolls no further than it takes for a line to be seen. @param {number} index */
  #show(index) {
    const view = /** @type {HTMLElement} */ (this.#view);
    const [top, bottom] = [this.#layout.top(index), this.#layout.top(index) + this.#layout.height(index)];
    const margin = 2 * ESTIMATE;
    if (top - margin < view.scrollTop) {
      view.scrollTop = top - margin;
    } else if (bottom + margin > view.scrollTop + this.#height) {
      view.scrollTop = bottom + margin - this.#height;
    }
    this.isAtEnd = this.#reachesEnd(view);
    this.requestUpdate();
  }

  /** @param {MouseEvent} event */
  #clicked({ target }) {
    const button = /** @type {Element} */ (target).closest('[data-deed]');
    const of = button?.closest('.line');
    if (button && of) {
      this.#do(/** @type {HTMLElement} */ (button).dataset.deed ?? '', /** @type {HTMLElement} */ (of));
    }
  }

  /** @param {string} deed @param {HTMLElement} element */
  async #do(deed, element) {
    const row = this.#layout.lines[this.#layout.index(element.dataset.key ?? '')];
    if (row?.kind === 'message' && deed === 'link') {
      const address = new URL(roomHref(this.conversation.roomId, row.message.seq), location.href).href;
      await navigator.clipboard?.writeText(address).then(() => tell(this, 'Link copied'), () => tell(this, address));
    } else if (row?.kind === 'message' && row.message.userId === this.conversation.me.id && !row.message.deleted) {
      this.dispatchEvent(new CustomEvent(`chat-${deed}`, { detail: row.message, bubbles: true, composed: true }));
    } else if (row?.kind === 'pending') {
      this.dispatchEvent(new CustomEvent(`chat-${deed}`, { detail: row.key, bubbles: true, composed: true }));
    }
  }
}

customElements.define('chat-messages', ChatMessages);
