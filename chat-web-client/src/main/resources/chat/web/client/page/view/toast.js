import { LitElement, css, html } from 'lit';
import { base } from './styles.js';

const SHOWN_MS = 5_000;

/** Tells in passing what came of something. */
export class ChatToast extends LitElement {
  static properties = { text: { state: true } };

  static styles = [base, css`
    [role='status'] {
      position: fixed; inset: auto 1rem 6.5rem; z-index: 30; width: fit-content; max-width: 30rem; margin: 0 auto;
      padding: var(--space-2) var(--space-4); border-radius: var(--radius-m);
      background: var(--ink); color: var(--surface); box-shadow: var(--shadow-m); font-size: var(--text-s);
    }
    [role='status']:empty { visibility: hidden; }
  `];

  /** @type {number | undefined} */
  #timer;

  constructor() {
    super();
    this.text = '';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('chat-tell', this.#told);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('chat-tell', this.#told);
  }

  /** @param {string} text */
  tell(text) {
    clearTimeout(this.#timer);
    this.text = text;
    this.#timer = setTimeout(() => { this.text = ''; }, SHOWN_MS);
  }

  render() {
    return html`<div role="status">${this.text}</div>`;
  }

  /** @param {Event} event */
  #told = (event) => this.tell(/** @type {CustomEvent<string>} */ (event).detail);
}

/** Tells something in passing. @param {HTMLElement} from @param {string} text */
export function tell(from, text) {
  from.dispatchEvent(new CustomEvent('chat-tell', { detail: text, bubbles: true, composed: true }));
}

customElements.define('chat-toast', ChatToast);
