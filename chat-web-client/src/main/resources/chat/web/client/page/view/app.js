import { LitElement, css, html } from 'lit';
import { parseRoute, roomHref, searchHref } from '../logic/route.js';
import { Session } from '../store/session.js';
import { Follow } from './follow.js';
import { base } from './styles.js';
import './help.js';
import './log-in.js';
import './new-room.js';
import './room.js';
import './search.js';
import './sidebar.js';
import './toast.js';

/** @typedef {import('../logic/route.js').Route} Route */

const LAST_ROOM = 'chat-last-room';

/** The page: who is logged in, and what the address asks to see. */
export class ChatApp extends LitElement {
  static properties = { route: { state: true } };

  static styles = [base, css`
    :host { display: block; height: 100dvh; overflow: hidden; }
    .frame { display: grid; grid-template: 100% / 18.5rem minmax(0, 1fr); height: 100%; }
    chat-sidebar { border-right: 1px solid var(--line); }
    main { display: flex; flex-direction: column; min-width: 0; height: 100%; outline: none; }
    .nothing { margin: auto; max-width: 26rem; padding: var(--space-5); text-align: center; color: var(--ink-soft); }
    .nothing h1 { margin-bottom: var(--space-2); color: var(--ink); font-size: var(--text-l); font-weight: 650; }
    @media (max-width: 47.99rem) {
      .frame { grid-template-columns: minmax(0, 1fr); }
      .frame:not(.home) chat-sidebar, .frame.home main { display: none; }
      chat-sidebar { border-right: 0; }
    }
  `];

  #session = new Session();
  #follow = new Follow(this);

  constructor() {
    super();
    /** @type {Route} */
    this.route = parseRoute(location.hash);
    this.#follow.on(this.#session);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#moved);
    addEventListener('keydown', this.#key);
    this.#session.addEventListener('changed', this.#begin);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#moved);
    removeEventListener('keydown', this.#key);
    this.#session.removeEventListener('changed', this.#begin);
  }

  render() {
    const { workspace } = this.#session;
    if (!workspace) {
      return html`<chat-log-in .session=${this.#session}></chat-log-in>`;
    }
    return html`
      <div class="frame ${this.route.screen}" @chat-log-out=${this.#logOut} @chat-help=${() => this.#dialog('chat-help').show()}
        @chat-new-room=${() => this.#dialog('chat-new-room').show()}>
        <chat-sidebar .workspace=${workspace} .route=${this.route}></chat-sidebar>
        <main tabindex="-1">${this.#main(workspace)}</main>
      </div>
      <chat-help></chat-help>
      <chat-new-room .workspace=${workspace}></chat-new-room>
      <chat-toast></chat-toast>`;
  }

  /** @param {import('../store/workspace.js').Workspace} workspace */
  #main(workspace) {
    switch (this.route.screen) {
      case 'room': return html`<chat-room .workspace=${workspace} .roomId=${this.route.roomId} .seq=${this.route.seq}></chat-room>`;
      case 'search': return html`<chat-search .workspace=${workspace} .q=${this.route.q}></chat-search>`;
      default: return html`<div class="nothing">
        <h1>Nothing open</h1>
        <p>Pick a room on the left, or open one of your own.</p>
      </div>`;
    }
  }

  #moved = () => {
    this.route = parseRoute(location.hash);
    if (this.route.screen === 'room') {
      remember(this.route.roomId);
    }
  };

  /** Whoever comes to the bare address goes on where they were; on a phone they choose. */
  #begin = () => {
    const last = recall();
    if (this.#session.workspace && this.route.screen === 'home' && last && matchMedia('(min-width: 48rem)').matches) {
      history.replaceState(null, '', roomHref(last));
      this.#moved();
    }
  };

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (!this.#session.workspace || event.isComposing) {
      return;
    }
    if (command && event.key === '/') {
      this.#dialog('chat-help').show();
    } else if (command && !event.shiftKey && event.key.toLowerCase() === 'k') {
      this.#find();
    } else if (command && event.shiftKey && event.key.toLowerCase() === 'f') {
      location.hash = searchHref('');
    } else if (event.altKey && !command && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      this.#sidebar?.step(event.key === 'ArrowUp' ? -1 : 1, event.shiftKey);
    } else {
      return;
    }
    event.preventDefault();
  };

  async #find() {
    if (!this.#sidebar?.checkVisibility()) {
      location.hash = '#/';
      await new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      await this.updateComplete;
    }
    this.#sidebar?.find();
  }

  /** @returns {import('./sidebar.js').ChatSidebar | null} */
  get #sidebar() {
    return this.renderRoot.querySelector('chat-sidebar');
  }

  /** @param {string} name @returns {HTMLElement & {show: () => void}} */
  #dialog(name) {
    return /** @type {any} */ (this.renderRoot.querySelector(name));
  }

  /** @param {CustomEvent<{everywhere: boolean}>} event */
  async #logOut({ detail: { everywhere } }) {
    try {
      await this.#session.logOut(everywhere);
    } catch (failure) {
      this.renderRoot.querySelector('chat-toast')?.tell(`You are still logged in: ${/** @type {Error} */ (failure).message}`);
    }
  }
}

/** @param {number} roomId */
function remember(roomId) {
  try {
    localStorage.setItem(LAST_ROOM, String(roomId));
  } catch {
    // Then one begins elsewhere.
  }
}

function recall() {
  try {
    return Number(localStorage.getItem(LAST_ROOM)) || null;
  } catch {
    return null;
  }
}

customElements.define('chat-app', ChatApp);
