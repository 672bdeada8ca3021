import { LitElement, css, html, nothing } from 'lit';
import { avatar, avatarStyles } from './avatar.js';
import { Follow } from './follow.js';
import { bell, check, keyboard, leave, more } from './icons.js';
import { base, buttons, dialogs } from './styles.js';

/** Who one is, whether there is a connection, and what one may do about oneself. */
export class ChatAccount extends LitElement {
  static properties = { workspace: { attribute: false }, isOpen: { state: true } };

  static styles = [base, buttons, dialogs, avatarStyles, css`
    :host { position: relative; display: block; border-top: 1px solid var(--line); }
    .who { width: 100%; min-height: 3.75rem; justify-content: start; padding: 0 var(--space-4); border-radius: 0; text-align: left; gap: var(--space-3); }
    .who:focus-visible { outline-offset: -3px; }
    .avatar { width: 2rem; height: 2rem; font-size: var(--text-s); }
    .names { flex: 1; min-width: 0; }
    .name { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
    .state { display: flex; align-items: center; gap: 0.375rem; color: var(--ink-soft); font-size: var(--text-xs); font-weight: 400; line-height: 1.4; }
    .state::before { content: ''; width: 0.5rem; height: 0.5rem; border-radius: 50%; border: 1.5px solid var(--warn); }
    .state.live::before { border-color: var(--good); background: var(--good); }
    .who svg { color: var(--ink-soft); transform: rotate(180deg); }
    .menu {
      position: absolute; inset: auto var(--space-2) calc(100% + var(--space-1)) var(--space-2); z-index: 20; padding: var(--space-1);
      border-radius: var(--radius-m); background: var(--surface-high); box-shadow: var(--shadow-m);
    }
    .menu button { width: 100%; justify-content: start; padding: 0 var(--space-3); gap: var(--space-3); font-weight: 400; border-radius: var(--radius-s); }
    .menu button svg:first-child { color: var(--ink-soft); }
    .menu .on { margin-left: auto; color: var(--accent-ink); display: flex; }
    .menu hr { margin: var(--space-1) 0; border: 0; border-top: 1px solid var(--line); }
    .why { color: var(--ink-soft); font-size: var(--text-s); padding: 0 var(--space-3) var(--space-2) 2.75rem; }
  `];

  #connection = new Follow(this);
  #notifier = new Follow(this);

  constructor() {
    super();
    /** @type {import('../store/workspace.js').Workspace} */
    this.workspace = /** @type {any} */ (null);
    this.isOpen = false;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('pointerdown', this.#elsewhere);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('pointerdown', this.#elsewhere);
  }

  willUpdate() {
    this.#connection.on(this.workspace.connection);
    this.#notifier.on(this.workspace.notifier);
  }

  render() {
    const { me, connection } = this.workspace;
    return html`
      ${this.isOpen ? this.#menu() : nothing}
      <button class="plain who" aria-expanded=${this.isOpen} aria-controls="menu" @click=${this.#toggle} @keydown=${this.#key}>
        ${avatar(me.id, me.username)}
        <span class="names"><span class="name"><bdi>${me.username}</bdi></span>
          <span class="state ${connection.isLive ? 'live' : ''}">${connection.isLive ? 'Connected' : 'Not connected'}</span></span>
        ${more}
      </button>
      <dialog aria-labelledby="sure">
        <h2 id="sure">Log out on all devices?</h2>
        <p>Every browser and program that is logged in with your name has to log in again, this one too.</p>
        <form method="dialog" class="choices">
          <button class="plain">Cancel</button>
          <button class="danger" @click=${() => this.#logOut(true)}>Log out everywhere</button>
        </form>
      </dialog>`;
  }

  #menu() {
    const { notifier } = this.workspace;
    return html`
      <div class="menu" id="menu" @keydown=${this.#key}>
        <button class="plain" aria-pressed=${notifier.isOn} ?disabled=${!notifier.isPossible} @click=${() => notifier.turn(!notifier.isOn)}>
          ${bell} Notifications <span class="on">${notifier.isOn ? check : nothing}</span></button>
        ${notifier.isPossible ? nothing : html`<p class="why">Your browser doesn't let this page notify you.</p>`}
        <button class="plain" @click=${this.#help}>${keyboard} Keys and signs</button>
        <hr>
        <button class="plain" @click=${() => this.#logOut(false)}>${leave} Log out</button>
        <button class="plain" @click=${this.#ask}>${leave} Log out everywhere…</button>
      </div>`;
  }

  async #toggle() {
    this.isOpen = !this.isOpen;
    if (this.isOpen) {
      await this.updateComplete;
      this.#items[0]?.focus();
    }
  }

  #help() {
    this.isOpen = false;
    this.dispatchEvent(new CustomEvent('chat-help', { bubbles: true, composed: true }));
  }

  #ask() {
    this.isOpen = false;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  /** @param {boolean} everywhere */
  #logOut(everywhere) {
    this.isOpen = false;
    this.dispatchEvent(new CustomEvent('chat-log-out', { detail: { everywhere }, bubbles: true, composed: true }));
  }

  /** @param {PointerEvent} event */
  #elsewhere = (event) => {
    if (this.isOpen && !event.composedPath().includes(this)) {
      this.isOpen = false;
    }
  };

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.isOpen) {
      return;
    }
    if (event.key === 'Escape') {
      this.isOpen = false;
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.who'))?.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const items = this.#items;
      const at = items.indexOf(/** @type {HTMLElement} */ (event.target));
      items[(at + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length]?.focus();
    }
  }

  /** @returns {HTMLElement[]} */
  get #items() {
    return [...this.renderRoot.querySelectorAll('.menu button:not(:disabled)')].map((item) => /** @type {HTMLElement} */ (item));
  }
}

customElements.define('chat-account', ChatAccount);
