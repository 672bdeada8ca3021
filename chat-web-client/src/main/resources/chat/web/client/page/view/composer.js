import { LitElement, css, html, nothing } from 'lit';
import { grow } from './grow.js';
import { send } from './icons.js';
import { isComposing } from './keys.js';
import { base, buttons, fields } from './styles.js';

/** What a message may have at most, in code points. */
export const LONGEST = 4_000;
const NEARLY = 3_500;

/** Where one writes. Keeps a draft a room. Dispatches `chat-send` (the text), `chat-type`, and `chat-edit-last`. */
export class ChatComposer extends LitElement {
  static properties = {
    roomId: { attribute: false },
    room: { attribute: false },
    drafts: { attribute: false },
    text: { state: true },
  };

  static styles = [base, buttons, fields, css`
    :host { display: block; padding: 0 var(--space-5) var(--space-1); }
    form {
      display: flex; align-items: end; gap: var(--space-1); padding: var(--space-1);
      border: 1px solid var(--line-strong); border-radius: 0.875rem; background: var(--surface);
    }
    form:focus-within { border-color: var(--focus); outline: 1px solid var(--focus); }
    textarea {
      flex: 1; display: block; min-height: 2.375rem; max-height: 40vh; padding: 0.5rem var(--space-3); border: 0; background: none;
      line-height: 1.4; resize: none; outline: none !important;
    }
    .send { width: 2.375rem; min-height: 2.375rem; padding: 0; border-radius: 0.6rem; }
    .count { align-self: center; color: var(--ink-soft); font-size: var(--text-xs); font-variant-numeric: tabular-nums; }
    .count.over { color: var(--bad); font-weight: 650; }
    @media (max-width: 47.99rem) { :host { padding-inline: var(--space-3); } }
    @media (pointer: coarse) { .send { width: 2.75rem; min-height: 2.75rem; } textarea { min-height: 2.75rem; padding-block: 0.65rem; } }
  `];

  constructor() {
    super();
    this.roomId = 0;
    this.room = '';
    /** @type {import('../logic/drafts.js').Drafts} */
    this.drafts = /** @type {any} */ (null);
    this.text = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('roomId')) {
      this.text = this.drafts.of(this.roomId);
    }
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('roomId') || changed.has('text')) {
      grow(this.#field);
    }
    if (changed.has('roomId') && !matchMedia('(pointer: coarse)').matches) {
      this.focus();
    }
  }

  render() {
    const length = [...this.text].length;
    const isSendable = this.text.trim() !== '' && length <= LONGEST;
    return html`
      <form @submit=${this.#submit}>
        <textarea rows="1" dir="auto" aria-label="Message to ${this.room}" placeholder="Message #${this.room}" enterkeyhint="send"
          aria-describedby=${length > NEARLY ? 'count' : nothing} .value=${this.text} @input=${this.#typed} @keydown=${this.#key}></textarea>
        ${length > NEARLY ? html`<span class="count ${length > LONGEST ? 'over' : ''}" id="count"
          role="status">${LONGEST - length}<span class="heard"> characters left</span></span>` : nothing}
        <button class="send primary" aria-label="Send" title="Send" ?disabled=${!isSendable}>${send}</button>
      </form>`;
  }

  focus() {
    this.#field?.focus({ preventScroll: true });
  }

  /** Puts a text there that wasn't sent, before what is there already. @param {string} text */
  takeBack(text) {
    this.#set(this.text.trim() === '' ? text : `${text}\n${this.text}`);
    this.focus();
  }

  /** @returns {HTMLTextAreaElement} */
  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.renderRoot?.querySelector('textarea'));
  }

  /** @param {string} text */
  #set(text) {
    this.text = text;
    this.drafts.keep(this.roomId, text);
  }

  #typed() {
    this.#set(this.#field.value);
    if (this.text.trim() !== '') {
      this.#tell('chat-type');
    }
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (this.text.trim() !== '' && [...this.text].length <= LONGEST) {
      const { text } = this;
      this.#set('');
      this.#tell('chat-send', text.replace(/^\s*\n|\s+$/g, ''));
    }
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const isPlain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey && !isComposing(event);
    if (event.key === 'Enter' && isPlain && !matchMedia('(pointer: coarse)').matches) {
      this.#submit(event);
    } else if (event.key === 'ArrowUp' && isPlain && this.text === '') {
      event.preventDefault();
      this.#tell('chat-edit-last');
    } else if (event.key === 'Escape') {
      this.#tell('chat-latest');
    }
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

customElements.define('chat-composer', ChatComposer);
