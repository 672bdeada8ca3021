import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { counted } from '../logic/people.js';
import { roomHref } from '../logic/route.js';
import { lastStored } from '../logic/rows.js';
import { Follow } from './follow.js';
import { down } from './icons.js';
import { writes } from './keys.js';
import { line, messageStyles } from './message.js';
import { base, buttons } from './styles.js';
import { tell } from './toast.js';
import { WindowedView } from './windowed.js';

/** @typedef {import('../logic/rows.js').Row} Row */
/** @typedef {import('../store/conversation.js').Conversation} Conversation */

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
      position: absolute; inset: 0 0 auto; height: var(--before);
      background: repeating-linear-gradient(to top, transparent 0 0.9rem, var(--hover) 0.9rem 1.8rem, transparent 1.8rem 3.6rem) bottom left 4.5rem / 55% 100% no-repeat;
    }
    .latest {
      position: absolute; inset: auto 0 var(--space-3); z-index: 3; width: fit-content; margin: 0 auto; min-height: 2.25rem; padding: 0 var(--space-4);
      border-color: transparent; border-radius: 2rem; background: var(--surface-high); box-shadow: var(--shadow-m); font-size: var(--text-s);
    }
    .latest.new { background: var(--accent); color: var(--on-accent); }
  `];

  #changes = new Follow(this);
  /** @type {WindowedView<Row>} */
  #window = new WindowedView(() => this.requestUpdate(), () => this.#moved());

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
    this.#window.stop();
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
    this.#window.arrange(this.conversation.rows, this.conversation.timeline);
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
      stored: lastStored(rows, me.id),
      isLive: this.isLive,
    };
    return html`
      <div class="view" tabindex="0" role="region" aria-label="Messages" aria-busy=${conversation.loading !== null}
        @scroll=${() => this.#window.scrolled()} @keydown=${this.#key} @click=${this.#clicked}>
        <div class="all">
          ${conversation.timeline.older ? html`<div class="older" aria-hidden="true"></div>` : nothing}
          <div class="lines" role="list">
            ${repeat(rows.slice(this.#window.first, this.#window.last), ({ key }) => key, (row) => line(row, look))}
          </div>
        </div>
      </div>
      ${this.isAtEnd || rows.length === 0 ? nothing : html`
        <button class="latest ${unread > 0 ? 'new' : ''}" @click=${this.toLatest}>
          ${down} ${unread > 0 ? counted(unread, 'new message') : 'Latest messages'}</button>`}`;
  }

  updated() {
    this.#window.place(this.#view);
  }

  /** Goes to what was said last, and stays there. */
  toLatest() {
    if (this.conversation.timeline.reachesEnd) {
      this.#window.toEnd();
    } else {
      this.conversation.latest();
    }
  }

  /** Puts the focus onto the messages. */
  focus() {
    this.#view.focus({ preventScroll: true });
  }

  /** @param {number | null} seq */
  #begin(seq) {
    const { rows, timeline } = this.conversation;
    const at = seq === null
      ? rows.find(({ kind }) => kind === 'unread')
      : rows.find((row) => row.kind === 'message' && row.message.seq >= seq);
    this.found = at && seq !== null ? at.key : null;
    this.#window.begin(at ? { key: at.key, share: seq === null ? 0.15 : 0.35 } : null, at === undefined && timeline.newer === null);
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

  /** @returns {HTMLElement} */
  get #view() {
    return /** @type {HTMLElement} */ (this.renderRoot.querySelector('.view'));
  }

  /** @param {string} key @returns {HTMLElement | null} */
  #element(key) {
    return this.renderRoot.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  /** Something else is seen than before: more may be needed. */
  #moved() {
    const { conversation } = this;
    this.isAtEnd = this.#window.isAtEnd;
    if (!conversation.loading && !conversation.failure) {
      if (conversation.timeline.older && this.#window.isNearStart) {
        conversation.loadOlder();
      } else if (conversation.timeline.newer && this.#window.isNearEnd) {
        conversation.loadNewer();
      }
    }
    this.#see();
  }

  #see = () => {
    if (this.isAtEnd && !document.hidden) {
      this.conversation.markRead();
    }
  };

  /** A line that goes out of sight takes the focus along, unless it is put elsewhere. */
  #keepFocus() {
    const focused = /** @type {ShadowRoot | undefined} */ (this.renderRoot)?.activeElement?.closest('.line');
    const index = focused ? this.#window.index(/** @type {HTMLElement} */ (focused).dataset.key ?? '') : -1;
    if (focused && (index < this.#window.first || index >= this.#window.last)) {
      this.focus();
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (writes(event)) {
      // The focus moves before the letter is written, so that it is written there.
      this.#write();
      return;
    }
    if (event.key === 'Escape') {
      this.conversation.forgetUnread();
      this.toLatest();
      this.#write();
      event.preventDefault();
      return;
    }
    if (!target.matches('.view, .line')) {
      return;
    }
    const deed = /** @type {Record<string, string>} */ ({ Enter: 'edit', Delete: 'delete' })[event.key];
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      this.walk(event.key === 'ArrowUp' ? -1 : 1, target);
    } else if (event.key === 'Home') {
      this.#go(0, 1);
    } else if (event.key === 'End') {
      this.toLatest();
      this.#go(this.#window.lines.length - 1, -1);
    } else if (deed && target.matches('.line')) {
      this.#do(deed, target);
    } else {
      return;
    }
    event.preventDefault();
  }

  #write() {
    this.dispatchEvent(new CustomEvent('chat-write', { bubbles: true, composed: true }));
  }

  /** Puts the focus onto the next message that way, from the one that has it or from the last that is seen. @param {1 | -1} way */
  walk(way, from = /** @type {HTMLElement} */ (this.#view)) {
    const at = from.dataset.key === undefined ? this.#window.lastSeen + 1 : this.#window.index(from.dataset.key);
    return this.#go(at + way, way);
  }

  /** Puts the focus onto the first message from here on, that way. @param {number} index @param {1 | -1} way */
  async #go(index, way) {
    const { lines } = this.#window;
    for (; index >= 0 && index < lines.length; index += way) {
      const { kind, key } = lines[index];
      if (kind === 'message' || kind === 'pending') {
        this.#window.show(index);
        await this.updateComplete;
        this.#element(key)?.focus({ preventScroll: true });
        return;
      }
    }
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
    const row = this.#window.lines[this.#window.index(element.dataset.key ?? '')];
    if (row?.kind === 'message' && deed === 'link') {
      const address = new URL(roomHref(this.conversation.roomId, row.message.seq), location.href).href;
      await navigator.clipboard?.writeText(address).then(() => tell(this, 'Link copied'), () => tell(this, address));
    } else if (row?.kind === 'message' && row.message.userId === this.conversation.me.id && !row.message.deleted) {
      this.dispatchEvent(new CustomEvent(`chat-${deed}`, { detail: row.message, bubbles: true, composed: true }));
    } else if (row?.kind === 'pending' && ['retry', 'discard'].includes(deed)) {
      this.dispatchEvent(new CustomEvent(`chat-${deed}`, { detail: row.pending, bubbles: true, composed: true }));
    }
  }
}

customElements.define('chat-messages', ChatMessages);
