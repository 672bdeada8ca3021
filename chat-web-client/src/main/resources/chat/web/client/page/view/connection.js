import { LitElement, css, html, nothing } from 'lit';
import { counted } from '../logic/people.js';
import { Follow } from './follow.js';
import { base, buttons } from './styles.js';

/** Says that the connection is lost, when it is tried again, and what was caught up with. It lies over the page and moves nothing. */
export class ChatConnection extends LitElement {
  static properties = { connection: { attribute: false } };

  static styles = [base, buttons, css`
    :host { position: absolute; inset: 0 0 auto; z-index: 5; display: flex; justify-content: center; pointer-events: none; }
    .banner {
      display: flex; align-items: center; gap: var(--space-2); min-height: 2.5rem; margin: var(--space-2); padding: 0.25rem var(--space-4);
      border-radius: 1.25rem; background: var(--warn-soft); color: var(--warn); box-shadow: var(--shadow-m); font-size: var(--text-s); font-weight: 500;
      pointer-events: auto; animation: come var(--swift) ease-out;
    }
    @keyframes come { from { opacity: 0; transform: translateY(-0.5rem); } }
    .banner::before { content: ''; flex: none; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: currentColor; }
    .restored { background: var(--good-soft); color: var(--good); }
    .connecting { background: var(--surface-high); color: var(--ink-soft); }
    .seconds { font-variant-numeric: tabular-nums; }
    button.link { color: inherit; font-size: inherit; font-weight: 650; }
  `];

  #follow = new Follow(this);

  constructor() {
    super();
    /** @type {import('../store/connection.js').Connection} */
    this.connection = /** @type {any} */ (null);
  }

  willUpdate() {
    this.#follow.on(this.connection);
  }

  render() {
    const { mood } = this.connection;
    return html`
      ${mood === 'quiet' ? nothing : html`<div class="banner ${mood}">${this.#text()}</div>`}
      <span class="heard" role="status">${this.#heard()}</span>`;
  }

  #text() {
    const { mood, secondsLeft } = this.connection;
    if (mood === 'lost') {
      return html`<span>${secondsLeft === null
        ? 'Connection lost. Reconnecting…'
        : html`Connection lost. Reconnecting in <span class="seconds">${secondsLeft}</span> s`}</span>
        ${secondsLeft === null ? nothing : html`<button class="link" @click=${() => this.connection.tryNow()}>Try now</button>`}`;
    }
    return html`<span>${mood === 'connecting' ? 'Connecting…' : this.#restored}</span>`;
  }

  /** Without the seconds, which nobody wants to hear counted. */
  #heard() {
    const { mood } = this.connection;
    if (mood === 'lost') {
      return 'Connection lost. Reconnecting. What you write is sent later.';
    }
    return mood === 'restored' ? this.#restored : '';
  }

  get #restored() {
    const { missed } = this.connection;
    return missed === 0 ? 'Connected again' : `Connected again, caught up ${counted(missed, 'message')}`;
  }
}

customElements.define('chat-connection', ChatConnection);
