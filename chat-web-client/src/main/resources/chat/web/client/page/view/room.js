import { ApiError } from 'chat-client';
import { LitElement, css, html, nothing } from 'lit';
import { Announcer } from '../logic/announcer.js';
import { plainText } from '../logic/markdown.js';
import { counted, typingSentence } from '../logic/people.js';
import './composer.js';
import './connection.js';
import { Follow } from './follow.js';
import { back, people, search, warning } from './icons.js';
import './messages.js';
import './people.js';
import { base, buttons, dialogs } from './styles.js';
import { tell } from './toast.js';

/** @typedef {import('../store/conversation.js').Conversation} Conversation */
/** @typedef {import('../logic/timeline.js').Message} Message */

/** A room: what was said in it, who is there, and where one writes. */
export class ChatRoom extends LitElement {
  static properties = {
    workspace: { attribute: false },
    roomId: { attribute: false },
    seq: { attribute: false },
    editing: { state: true },
    arePeopleShown: { state: true },
    heard: { state: true },
  };

  static styles = [base, buttons, dialogs, css`
    :host { display: flex; flex-direction: column; height: 100%; min-height: 0; }
    header { display: flex; align-items: center; gap: var(--space-1); flex: none; min-height: var(--bar); padding: 0 var(--space-3) 0 var(--space-5); border-bottom: 1px solid var(--line); }
    .titles { flex: 1; min-width: 0; }
    h1 { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: var(--text-l); font-weight: 700; letter-spacing: -0.01em; line-height: 1.3; }
    h1 span { color: var(--ink-soft); font-weight: 500; }
    header a, .there {
      display: inline-flex; align-items: center; justify-content: center; gap: 0.375rem; min-width: var(--target); min-height: var(--target); border-radius: var(--radius-m); color: var(--ink-soft);
    }
    header a:hover { background: var(--hover); color: var(--ink); }
    button.there { padding: 0 var(--space-3); font-size: var(--text-s); font-variant-numeric: tabular-nums; }
    button.there[aria-expanded='true'] { background: var(--accent-soft); color: var(--accent-ink); }
    .back { display: none !important; }
    .middle { position: relative; display: flex; flex: 1; min-height: 0; }
    .talk { display: flex; flex-direction: column; flex: 1; min-width: 0; }
    chat-people { flex: none; width: 14rem; border-left: 1px solid var(--line); }
    .typing { min-height: 1.625rem; padding: 0.125rem calc(var(--space-5) + var(--space-4)); color: var(--ink-soft); font-size: var(--text-xs); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .failure { display: flex; align-items: center; gap: var(--space-3); margin: var(--space-2) var(--space-5); padding: var(--space-2) var(--space-3); border-radius: var(--radius-m); background: var(--bad-soft); color: var(--bad); font-size: var(--text-s); }
    .failure span { flex: 1; }
    .none { margin: auto; padding: var(--space-5); text-align: center; color: var(--ink-soft); }
    .none h1 { color: var(--ink); }
    @media (max-width: 47.99rem) {
      header { padding: 0 var(--space-1); }
      .back { display: inline-flex !important; }
      chat-people { position: absolute; inset: 0 0 0 auto; z-index: 4; box-shadow: var(--shadow-m); }
      .typing { padding-inline: calc(var(--space-3) + var(--space-4)); }
    }
  `];

  #follow = new Follow(this);
  #connection = new Follow(this);
  #narrow = matchMedia('(max-width: 47.99rem)');
  /** @type {Conversation} */
  #conversation = /** @type {any} */ (null);
  #announcer = new Announcer((sentence) => { this.heard = sentence; });

  constructor() {
    super();
    /** @type {import('../store/workspace.js').Workspace} */
    this.workspace = /** @type {any} */ (null);
    this.roomId = 0;
    /** @type {number | null} */
    this.seq = null;
    /** @type {number | null} */
    this.editing = null;
    this.arePeopleShown = matchMedia('(min-width: 72rem)').matches;
    this.heard = '';
    /** @type {Message | null} */
    this.doomed = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#narrow.addEventListener('change', this.#narrowed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#narrow.removeEventListener('change', this.#narrowed);
    this.#conversation?.close();
  }

  /** Where the people would cover what is said, they wait until they are asked for. */
  #narrowed = () => {
    this.arePeopleShown &&= !this.#narrow.matches;
  };

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('roomId') || changed.has('workspace')) {
      this.#enter();
    } else if (changed.has('seq') && this.seq !== null) {
      this.#conversation.open(this.seq);
    }
    this.workspace.notifier.show(this.#conversation.name);
  }

  #enter() {
    this.#conversation?.close();
    this.#conversation = this.workspace.conversation(this.roomId);
    this.#conversation.addEventListener('arrived', (event) => {
      const { username, content } = /** @type {CustomEvent} */ (event).detail;
      this.#announcer.add(username, plainText(content));
    });
    this.#follow.on(this.#conversation);
    this.#connection.on(this.workspace.connection);
    this.#announcer.clear();
    this.heard = '';
    this.editing = null;
    this.#conversation.open(this.seq);
  }

  render() {
    const conversation = this.#conversation;
    const { failure } = conversation;
    if (failure instanceof ApiError && failure.status === 404) {
      return html`<div class="none"><h1>There is no such room</h1><p>The link may be wrong. <a href="#/">All rooms</a></p></div>`;
    }
    return html`
      ${this.#header(conversation)}
      <div class="middle">
        <chat-connection .connection=${this.workspace.connection}></chat-connection>
        <div class="talk" @chat-write=${this.toComposer} @chat-latest=${() => this.#messages?.toLatest()}
          @chat-send=${this.#send} @chat-type=${() => conversation.type()} @chat-edit-last=${this.#editLast}
          @chat-edit=${this.#edit} @chat-cancel=${this.#endEdit} @chat-save=${this.#save} @chat-delete=${this.#askDelete}
          @chat-retry=${(/** @type {CustomEvent} */ { detail }) => conversation.retry(detail)} @chat-discard=${this.#discard}>
          <chat-messages .conversation=${conversation} .editing=${this.editing} .isLive=${this.workspace.connection.isLive}></chat-messages>
          ${failure && this.workspace.connection.isLive ? html`
            <p class="failure" role="alert">${warning}<span>The messages can't be read: ${failure.message}</span>
              <button class="small" @click=${() => conversation.open(this.seq)}>Try again</button></p>` : nothing}
          <chat-composer .roomId=${this.roomId} .room=${conversation.name} .drafts=${this.workspace.drafts}></chat-composer>
          <div class="typing" aria-live="off">${typingSentence(conversation.typing)}</div>
        </div>
        ${this.arePeopleShown ? html`
          <chat-people id="people" .people=${conversation.online} .count=${conversation.onlineCount} .me=${conversation.me.id}></chat-people>` : nothing}
      </div>
      <div class="heard" role="log" aria-live="polite" aria-label="What arrives">${this.heard}</div>
      <dialog aria-labelledby="sure" @close=${this.#answered}>
        <h2 id="sure">Delete this message?</h2>
        <p>Nobody will be able to read it any more. This can't be undone.</p>
        <form method="dialog" class="choices">
          <button class="plain">Keep it</button>
          <button class="danger" value="delete">Delete</button>
        </form>
      </dialog>`;
  }

  /** @param {Conversation} conversation */
  #header({ name, onlineCount }) {
    return html`
      <header>
        <a class="back" href="#/" aria-label="All rooms">${back}</a>
        <div class="titles"><h1 title=${name}><span aria-hidden="true">#</span> <bdi>${name}</bdi></h1></div>
        <a href="#/search/${encodeURIComponent(`in:${/\s/.test(name) ? `"${name}"` : name} `)}" aria-label="Search in this room" title="Search in this room">${search}</a>
        <button class="plain there" aria-expanded=${this.arePeopleShown} aria-controls="people" title="Who is here"
          @click=${() => { this.arePeopleShown = !this.arePeopleShown; }}>${people} <span aria-hidden="true">${onlineCount}</span><span
          class="heard">${counted(onlineCount, 'person', 'people')} here</span></button>
      </header>`;
  }

  get isInMessages() {
    return this.#messages?.matches(':focus-within') ?? false;
  }

  toMessages() {
    this.#messages?.walk(-1);
  }

  get isInComposer() {
    return this.#composer?.matches(':focus-within') ?? false;
  }

  toComposer() {
    this.#composer?.focus();
  }

  /** @returns {import('./messages.js').ChatMessages | null} */
  get #messages() {
    return this.renderRoot.querySelector('chat-messages');
  }

  /** @returns {import('./composer.js').ChatComposer | null} */
  get #composer() {
    return this.renderRoot.querySelector('chat-composer');
  }

  /** @param {CustomEvent<string>} event */
  #send({ detail }) {
    this.#conversation.send(detail);
    this.#messages?.toLatest();
  }

  /** @param {CustomEvent<import('chat-client').PendingMessage>} event */
  #discard({ detail }) {
    this.#conversation.discard(detail);
    this.#composer?.takeBack(detail.content);
  }

  /** @param {CustomEvent<Message>} event */
  #edit({ detail }) {
    this.editing = detail.id;
  }

  #editLast() {
    const { messages } = this.#conversation.timeline;
    const last = [...messages].reverse().find(({ userId, deleted }) => userId === this.workspace.me.id && !deleted);
    if (last) {
      this.editing = last.id;
    }
  }

  #endEdit() {
    this.editing = null;
    this.toComposer();
  }

  /** @param {CustomEvent<{id: number, content: string, done: (mistake: string) => void}>} event */
  async #save({ detail: { id, content, done } }) {
    try {
      await this.workspace.api.edit(this.roomId, id, content);
      done('');
      if (this.editing === id) {
        this.#endEdit();
      }
    } catch (failure) {
      done(`Not saved: ${/** @type {Error} */ (failure).message}`);
    }
  }

  /** @param {CustomEvent<Message>} event */
  #askDelete({ detail }) {
    this.doomed = detail;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog) {
      dialog.returnValue = '';
      dialog.showModal();
    }
  }

  /** @param {Event} event */
  #answered({ target }) {
    if (/** @type {HTMLDialogElement} */ (target).returnValue === 'delete') {
      // The focus came from a button that goes with the message.
      this.toComposer();
      this.#delete();
    }
  }

  async #delete() {
    const { doomed } = this;
    try {
      await (doomed && this.workspace.api.delete(this.roomId, doomed.id));
    } catch (failure) {
      tell(this, `Not deleted: ${/** @type {Error} */ (failure).message}`);
    }
  }
}

customElements.define('chat-room', ChatRoom);
