import { LitElement, css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { grow } from './grow.js';
import { warning } from './icons.js';
import { isComposing } from './keys.js';
import { base, buttons, fields } from './styles.js';

/** Where a message is changed. Dispatches `chat-save` `{id, content, done}` and `chat-cancel`. */
export class ChatEditor extends LitElement {
  static properties = {
    content: { attribute: false },
    messageId: { attribute: false },
    text: { state: true },
    mistake: { state: true },
    isBusy: { state: true },
  };

  static styles = [base, buttons, fields, css`
    :host { display: block; padding: var(--space-1) 0 var(--space-2); }
    textarea { display: block; padding: var(--space-2) var(--space-3); line-height: 1.5; resize: none; max-height: 40vh; }
    .below { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-2); margin-top: var(--space-2); }
    .hint { margin: 0; }
  `];

  constructor() {
    super();
    this.content = '';
    this.messageId = 0;
    /** @type {string | null} */
    this.text = null;
    this.mistake = '';
    this.isBusy = false;
  }

  firstUpdated() {
    const field = this.#field;
    grow(field);
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }

  render() {
    return html`
      <textarea rows="1" dir="auto" aria-label="Change the message" aria-invalid=${this.mistake !== ''}
        .value=${live(this.text ?? this.content)} @input=${this.#typed} @keydown=${this.#key}></textarea>
      ${this.mistake ? html`<p class="mistake" role="alert">${warning}<span>${this.mistake}</span></p>` : nothing}
      <div class="below">
        <button class="primary small" ?disabled=${this.isBusy} @click=${this.#save}>Save</button>
        <button class="plain small" @click=${this.#cancel}>Cancel</button>
      </div>`;
  }

  /** @returns {HTMLTextAreaElement} */
  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.renderRoot.querySelector('textarea'));
  }

  #typed() {
    this.text = this.#field.value;
    this.mistake = '';
    grow(this.#field);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.#cancel();
    } else if (event.key === 'Enter' && !event.shiftKey && !isComposing(event) && !matchMedia('(pointer: coarse)').matches) {
      event.preventDefault();
      this.#save();
    }
  }

  #cancel() {
    this.dispatchEvent(new CustomEvent('chat-cancel', { bubbles: true, composed: true }));
  }

  #save() {
    const content = this.#field.value;
    if (content.trim() === '') {
      this.mistake = 'It must say something; or delete it.';
    } else if (content === this.content) {
      this.#cancel();
    } else if (!this.isBusy) {
      this.isBusy = true;
      /** @param {string} mistake empty when all went well */
      const done = (mistake) => {
        this.isBusy = false;
        this.mistake = mistake;
      };
      this.dispatchEvent(new CustomEvent('chat-save', { detail: { id: this.messageId, content, done }, bubbles: true, composed: true }));
    }
  }
}

customElements.define('chat-editor', ChatEditor);
