import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { counted } from '../logic/people.js';
import { roomHref, searchHref } from '../logic/route.js';
import { fullTime, since } from '../logic/times.js';
import { UNREAD_SHOWN } from '../store/rooms.js';
import './account.js';
import { Follow } from './follow.js';
import { plus, search } from './icons.js';
import { mark } from './mark.js';
import { base, buttons, fields } from './styles.js';

/** @typedef {import('../store/rooms.js').RoomEntry} RoomEntry */
/** @typedef {import('../store/workspace.js').Workspace} Workspace */

const MINUTE_MS = 60_000;

/** All rooms, with what is new in them; and where one looks for rooms and messages. */
export class ChatSidebar extends LitElement {
  static properties = {
    workspace: { attribute: false },
    route: { attribute: false },
    alone: { type: Boolean },
    wanted: { state: true },
  };

  static styles = [base, buttons, fields, css`
    :host { display: block; min-height: 0; background: var(--surface-low); }
    nav { display: flex; flex-direction: column; height: 100%; }
    header { display: flex; align-items: center; gap: var(--space-2); min-height: var(--bar); padding: 0 var(--space-2) 0 var(--space-4); }
    header svg { display: block; }
    .mark { flex: none; width: 1.625rem; }
    .mark svg { width: 100%; height: auto; }
    h1, h2 { flex: 1; font-size: var(--text-l); font-weight: 700; letter-spacing: -0.01em; }
    form { position: relative; padding: 0 var(--space-3) var(--space-2); }
    form svg { position: absolute; inset: 0.625rem auto auto 1.375rem; color: var(--ink-soft); pointer-events: none; }
    form input { padding-left: 2.375rem; background: var(--surface); border-color: var(--line-strong); }
    .list { flex: 1; overflow-y: auto; padding: var(--space-1) var(--space-2) var(--space-4); }
    .list a {
      display: flex; align-items: center; gap: var(--space-2); min-height: 2.75rem; padding: 0 var(--space-3);
      border-radius: var(--radius-m); color: var(--ink-soft); text-decoration: none;
    }
    .list a:hover { background: var(--hover); }
    .list a:focus-visible { outline-offset: -2px; }
    .list a[aria-current='page'] { background: var(--accent-soft); color: var(--accent-ink); }
    .list a.new { color: var(--ink); }
    .sign { flex: none; color: var(--ink-soft); font-weight: 500; }
    [aria-current='page'] .sign, [aria-current='page'] time { color: inherit; }
    .name { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .new .name, [aria-current='page'] .name { font-weight: 650; }
    time { flex: none; color: var(--ink-soft); font-size: var(--text-xs); font-variant-numeric: tabular-nums; }
    .count {
      flex: none; min-width: 1.375rem; padding: 0 0.4rem; border-radius: 1rem; background: var(--accent); color: var(--on-accent);
      font-size: var(--text-xs); font-weight: 650; line-height: 1.375rem; text-align: center; font-variant-numeric: tabular-nums;
    }
    .messages { color: var(--accent-ink) !important; font-weight: 500; }
    .messages span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .empty { padding: var(--space-4) var(--space-3); color: var(--ink-soft); }
    .empty button { margin-top: var(--space-3); }
    .waiting { height: 2.75rem; padding: 0.9rem var(--space-3); }
    .waiting::before { content: ''; display: block; width: 60%; height: 0.9rem; border-radius: 0.5rem; background: var(--hover); }
    @media (max-width: 47.99rem) { .list a { min-height: 3rem; font-size: 1rem; } }
  `];

  #rooms = new Follow(this);
  /** @type {number | undefined} */
  #minute;

  constructor() {
    super();
    /** @type {Workspace} */
    this.workspace = /** @type {any} */ (null);
    /** @type {import('../logic/route.js').Route} */
    this.route = { screen: 'home' };
    this.alone = false;
    this.wanted = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#minute = setInterval(() => this.requestUpdate(), MINUTE_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#minute);
  }

  willUpdate() {
    this.#rooms.on(this.workspace.rooms);
  }

  render() {
    return html`
      <nav aria-label="Rooms">
        <header>
          <span class="mark">${mark}</span>
          ${this.alone ? html`<h1>Rooms</h1>` : html`<h2>Rooms</h2>`}
          <button class="plain icon" aria-label="New room" title="New room" @click=${this.#newRoom}>${plus}</button>
        </header>
        <form role="search" @submit=${this.#search} @keydown=${this.#fieldKey}>
          ${search}
          <input type="search" aria-label="Find a room or a message" placeholder="Find a room or a message" autocomplete="off"
            .value=${this.wanted} @input=${this.#typed}>
        </form>
        <div class="list" @keydown=${this.#listKey}>${this.#list()}</div>
        <chat-account .workspace=${this.workspace}></chat-account>
      </nav>`;
  }

  #list() {
    const { rooms } = this.workspace;
    const found = this.#found;
    if (!rooms.isLoaded && found.length === 0) {
      return rooms.failure
        ? html`<div class="empty" role="alert"><p>The rooms can't be read: ${rooms.failure.message}</p>
            <button @click=${() => rooms.refresh()}>Try again</button></div>`
        : html`<div aria-hidden="true">${[1, 2, 3].map(() => html`<div class="waiting"></div>`)}</div>`;
    }
    const wanted = this.wanted.trim();
    return html`
      <ul aria-label="Rooms">${repeat(found, ({ id }) => id, (room) => html`<li>${this.#room(room)}</li>`)}</ul>
      ${found.length > 0 ? nothing : wanted
        ? html`<p class="empty">No room has “${wanted}” in its name.</p>`
        : html`<div class="empty"><p>There is no room yet. Open the first one.</p>
            <button class="primary" @click=${this.#newRoom}>${plus} New room</button></div>`}
      ${wanted ? html`<a class="messages" href=${searchHref(wanted)} @click=${this.#done}>${search}<span>Messages with “${wanted}”</span></a>` : nothing}`;
  }

  /** @param {RoomEntry} room */
  #room({ id, name, activeAt, unread }) {
    const isHere = this.route.screen === 'room' && this.route.roomId === id;
    const count = unread.length;
    return html`
      <a href=${roomHref(id)} class=${count > 0 ? 'new' : ''} aria-current=${isHere ? 'page' : nothing} title=${name} @click=${this.#done}>
        <span class="sign" aria-hidden="true">#</span>
        <span class="name"><bdi>${name}</bdi></span>
        ${count > 0
          ? html`<span class="count" aria-hidden="true">${count > UNREAD_SHOWN ? `${UNREAD_SHOWN}+` : count}</span><span
              class="heard">, ${counted(count, 'new message')}</span>`
          : html`<time datetime=${new Date(activeAt).toISOString()} title=${fullTime(activeAt)}>${since(activeAt, Date.now())}</time>`}
      </a>`;
  }

  get #found() {
    const wanted = this.wanted.trim().toLocaleLowerCase();
    return this.workspace.rooms.list.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  }

  /** Puts the focus onto the room that is open, or the first. */
  enter() {
    const here = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('[aria-current="page"]'));
    (here ?? this.#links[0] ?? this.renderRoot.querySelector('input'))?.focus();
  }

  /** Puts the focus where one looks for something. */
  find() {
    this.renderRoot.querySelector('input')?.select();
    this.renderRoot.querySelector('input')?.focus();
  }

  /**
   * Goes to another room of the list.
   *
   * @param {1 | -1} way
   * @param {boolean} onlyNew whether it is to be one with something new
   */
  step(way, onlyNew) {
    const list = this.#found;
    const here = this.route.screen === 'room' ? this.route.roomId : null;
    const at = list.findIndex(({ id }) => id === here);
    for (let i = 1; i <= list.length; i++) {
      const room = list[(((at === -1 && way < 0 ? 0 : at) + way * i) % list.length + list.length) % list.length];
      if (!onlyNew || room.unread.length > 0) {
        location.hash = roomHref(room.id);
        return;
      }
    }
  }

  #newRoom() {
    this.dispatchEvent(new CustomEvent('chat-new-room', { bubbles: true, composed: true }));
  }

  /** @param {InputEvent} event */
  #typed({ target }) {
    this.wanted = /** @type {HTMLInputElement} */ (target).value;
  }

  #done() {
    this.wanted = '';
  }

  /** Goes to the first room that is found; without one, to the messages that are. @param {Event} event */
  #search(event) {
    event.preventDefault();
    const wanted = this.wanted.trim();
    const [room] = wanted ? this.#found : [];
    location.hash = room ? roomHref(room.id) : searchHref(wanted);
    this.#done();
  }

  /** @param {KeyboardEvent} event */
  #fieldKey(event) {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#links[0]?.focus();
    } else if (event.key === 'Escape') {
      this.#done();
    }
  }

  /** @param {KeyboardEvent} event */
  #listKey(event) {
    const links = this.#links;
    const at = links.indexOf(/** @type {HTMLElement} */ (event.target));
    if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || at === -1 || event.altKey) {
      return;
    }
    event.preventDefault();
    if (event.key === 'ArrowUp' && at === 0) {
      this.find();
    } else {
      links[Math.min(links.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1))].focus();
    }
  }

  /** @returns {HTMLElement[]} */
  get #links() {
    return [...this.renderRoot.querySelectorAll('.list a')].map((link) => /** @type {HTMLElement} */ (link));
  }
}

customElements.define('chat-sidebar', ChatSidebar);
