import { LitElement, css, html, nothing } from 'lit';
import { parseRoute, roomHref, searchHref } from '../logic/route.js';
import { Session } from '../store/session.js';
import { Follow } from './follow.js';
import { base, buttons } from './styles.js';
import './help.js';
import { isComposing } from './keys.js';
import './log-in.js';
import './new-room.js';
import './room.js';
import './search.js';
import './sidebar.js';
import { tell } from './toast.js';

/** @typedef {import('../logic/route.js').Route} Route */

const LAST_ROOM = 'chat-last-room';

/** The page: who is logged in, and what the address asks to see. */
export class ChatApp extends LitElement {
  static properties = { route: { state: true }, isNarrow: { state: true } };

  static styles = [base, buttons, css`
    :host { display: block; height: 100dvh; overflow: hidden; }
    .frame { display: grid; grid-template: 100% / 18.5rem minmax(0, 1fr); height: 100%; }
    .side { min-height: 0; border-right: 1px solid var(--line); }
    chat-sidebar { height: 100%; }
    main { display: flex; flex-direction: column; min-width: 0; height: 100%; outline: none; }
    .nothing { margin: auto; max-width: 26rem; padding: var(--space-5); text-align: center; color: var(--ink-soft); }
    .nothing p { margin-bottom: var(--space-4); }
    .nothing h1 { margin-bottom: var(--space-1); color: var(--ink); font-size: var(--text-l); font-weight: 650; }
    @media (max-width: 47.99rem) {
      .frame { grid-template-columns: minmax(0, 1fr); }
      .frame:not(.home) .side, .frame.home main { display: none; }
      .side { border-right: 0; }
    }
  `];

  #session = new Session();
  #follow = new Follow(this);
  #narrow = matchMedia('(max-width: 47.99rem)');

  constructor() {
    super();
    /** @type {Route} */
    this.route = parseRoute(location.hash);
    this.isNarrow = this.#narrow.matches;
    this.#follow.on(this.#session);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#moved);
    addEventListener('keydown', this.#key);
    this.#narrow.addEventListener('change', this.#narrowed);
    this.#session.addEventListener('changed', this.#begin);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#moved);
    removeEventListener('keydown', this.#key);
    this.#narrow.removeEventListener('change', this.#narrowed);
    this.#session.removeEventListener('changed', this.#begin);
  }

  render() {
    const { workspace } = this.#session;
    if (!workspace) {
      return html`<chat-log-in .session=${this.#session}></chat-log-in>`;
    }
    // Without room for both, the list of rooms is all there is on the screen.
    const isAlone = this.isNarrow && this.route.screen === 'home';
    return html`
      <div class="frame ${this.route.screen}" @chat-log-out=${this.#logOut} @chat-help=${() => this.#dialog('chat-help').show()}
        @chat-new-room=${() => this.#dialog('chat-new-room').show()}>
        <div class="side" role=${isAlone ? 'main' : nothing}>
          <chat-sidebar .workspace=${workspace} .route=${this.route} .alone=${isAlone}></chat-sidebar>
        </div>
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
        <h1>Welcome, <bdi>${workspace.me.username}</bdi></h1>
        <p>Pick a room on the left, or open one of your own.</p>
        <button class="primary" @click=${() => this.#dialog('chat-new-room').show()}>New room</button>
        <button class="plain" @click=${() => this.#dialog('chat-help').show()}>Keys and signs</button>
      </div>`;
    }
  }

  #moved = () => {
    this.route = parseRoute(location.hash);
    if (this.route.screen === 'room') {
      remember(this.route.roomId);
    }
  };

  #narrowed = () => {
    this.isNarrow = this.#narrow.matches;
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
    if (!this.#session.workspace || isComposing(event)) {
      return;
    }
    if (command && event.key === '/') {
      this.#dialog('chat-help').show();
    } else if (event.key === 'F6') {
      this.#turn(event.shiftKey ? -1 : 1);
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

  /** Takes the focus to the rooms, the messages, where one writes. @param {1 | -1} way */
  #turn(way) {
    const room = /** @type {import('./room.js').ChatRoom | null} */ (this.renderRoot.querySelector('chat-room'));
    const stops = [
      { holds: this.#sidebar?.matches(':focus-within'), take: () => this.#sidebar?.enter() },
      { holds: room?.isInMessages, take: () => room?.toMessages() },
      { holds: room?.isInComposer, take: () => room?.toComposer() },
    ].slice(0, room ? 3 : 1);
    const at = stops.findIndex(({ holds }) => holds);
    stops[(Math.max(at, 0) + (at === -1 ? 0 : way) + stops.length) % stops.length].take();
  }

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
      tell(this, `You are still logged in: ${/** @type {Error} */ (failure).message}`);
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
