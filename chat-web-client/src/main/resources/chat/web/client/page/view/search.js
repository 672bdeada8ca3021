import { ApiError } from 'chat-client';
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { roomHref, searchHref } from '../logic/route.js';
import { partsOf } from '../logic/snippet.js';
import { clock, dayLabel, fullTime } from '../logic/times.js';
import { avatar, avatarStyles } from './avatar.js';
import { back, search, warning } from './icons.js';
import { base, buttons, fields } from './styles.js';

/** @typedef {import('../../chat-client/api.js').Hit} Hit */

const PAGE = 30;
/** Nobody types faster than this for long. */
const PAUSE_MS = 200;

/** @type {[string, string][]} */
const EXAMPLES = [
  ['deploy tonight', 'both words, in any order'],
  ['"green light"', 'these words, side by side'],
  ['from:bob', 'what bob said'],
  ['in:general', 'what was said in one room'],
  ['after:2026-11-01', 'since a day; before: until one'],
  ['-draft', 'without this word'],
];

/** Why there is no answer, for people. @param {Error} failure */
const reasonOf = (failure) => (failure instanceof ApiError && failure.errors.length > 0
  ? `This search ${failure.errors[0].msg}.`
  : failure.message);

/** Looks for messages in all rooms. */
export class ChatSearch extends LitElement {
  static properties = {
    workspace: { attribute: false },
    q: { attribute: false },
    sort: { state: true },
    answer: { state: true },
    failure: { state: true },
    isBusy: { state: true },
  };

  static styles = [base, buttons, fields, avatarStyles, css`
    :host { display: flex; flex-direction: column; height: 100%; min-height: 0; }
    header { display: flex; align-items: center; gap: var(--space-2); flex: none; min-height: var(--bar); padding: 0 var(--space-5); border-bottom: 1px solid var(--line); }
    form { position: relative; flex: 1; max-width: 40rem; }
    form svg { position: absolute; inset: 0.625rem auto auto 0.75rem; color: var(--ink-soft); pointer-events: none; }
    form input { padding-left: 2.5rem; }
    .back { display: none; min-width: var(--target); min-height: var(--target); align-items: center; justify-content: center; color: var(--ink-soft); }
    .results { flex: 1; overflow-y: auto; padding: var(--space-4) var(--space-5) var(--space-6); }
    .bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--space-2); max-width: 46rem; margin-bottom: var(--space-2); color: var(--ink-soft); font-size: var(--text-s); }
    h1 { font-size: var(--text-s); font-weight: 500; }
    .sorts { display: flex; padding: 2px; border-radius: var(--radius-m); background: var(--surface-low); }
    .sorts button { min-height: 2rem; padding: 0 var(--space-3); border: 0; background: none; color: var(--ink-soft); font-size: var(--text-s); border-radius: 0.5rem; }
    .sorts button[aria-pressed='true'] { background: var(--surface-high); color: var(--ink); box-shadow: var(--shadow-s); }
    ol { max-width: 46rem; }
    li a { display: flex; gap: var(--space-3); margin-inline: calc(-1 * var(--space-3)); padding: var(--space-3); border-radius: var(--radius-m); color: inherit; text-decoration: none; }
    li a:hover { background: var(--hover); }
    .text { flex: 1; min-width: 0; }
    .about { display: flex; flex-wrap: wrap; gap: 0 var(--space-2); align-items: baseline; }
    .author { font-weight: 650; }
    .about, .snippet { overflow-wrap: anywhere; }
    .where, time { color: var(--ink-soft); font-size: var(--text-xs); }
    .snippet { white-space: pre-line; }
    mark { padding: 0 0.1em; border-radius: 0.2em; background: var(--marked); color: inherit; }
    .note { display: flex; gap: var(--space-2); max-width: 46rem; margin-bottom: var(--space-3); padding: var(--space-2) var(--space-3); border-radius: var(--radius-m); background: var(--warn-soft); color: var(--warn); font-size: var(--text-s); }
    .note span { flex: 1; }
    .note.bad { background: var(--bad-soft); color: var(--bad); }
    .note svg { margin-top: 0.15rem; }
    .start { max-width: 30rem; }
    .start h1 { margin-bottom: var(--space-1); color: var(--ink); font-size: var(--text-l); font-weight: 650; }
    .start p { margin-bottom: var(--space-4); color: var(--ink-soft); }
    .start li { display: flex; gap: var(--space-3); align-items: baseline; padding: var(--space-2) 0; border-top: 1px solid var(--line); }
    .start li button { min-width: 10.5rem; justify-content: start; font: var(--text-s) var(--font-code); }
    .more { margin-top: var(--space-3); }
    @media (max-width: 47.99rem) {
      header { padding: 0 var(--space-3) 0 var(--space-1); }
      .back { display: inline-flex; }
      .results { padding-inline: var(--space-4); }
    }
  `];

  #asked = 0;
  /** @type {number | undefined} */
  #pause;

  constructor() {
    super();
    /** @type {import('../store/workspace.js').Workspace} */
    this.workspace = /** @type {any} */ (null);
    this.q = '';
    /** @type {'best' | 'recent'} */
    this.sort = 'best';
    /** @type {import('../../chat-client/api.js').Hits | null} */
    this.answer = null;
    /** @type {Error | null} */
    this.failure = null;
    this.isBusy = false;
  }

  firstUpdated() {
    const field = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input'));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('q') || changed.has('sort')) {
      this.#ask(null);
    }
    this.workspace.notifier.show('Search');
  }

  render() {
    return html`
      <header>
        <a class="back" href="#/" aria-label="All rooms">${back}</a>
        <form role="search" @submit=${this.#submit}>
          ${search}
          <input type="search" aria-label="Search messages" placeholder="Search messages" autocomplete="off" maxlength="500"
            .value=${this.q} @input=${this.#typed}>
        </form>
      </header>
      <div class="results" tabindex="-1" aria-busy=${this.isBusy}>${this.q.trim() === '' ? this.#start() : this.#found()}</div>`;
  }

  #start() {
    return html`
      <div class="start">
        <h1>Search what was said</h1>
        <p>Words are found in any order, also with a typo, and the last one by its beginning.</p>
        <ul>${EXAMPLES.map(([q, what]) => html`<li><button class="link" @click=${() => this.#go(q)}>${q}</button><span>${what}</span></li>`)}</ul>
      </div>`;
  }

  #found() {
    const { answer, failure } = this;
    const count = answer?.hits.length ?? 0;
    return html`
      <div class="bar">
        <h1><span role="status">${failure ? 'Search' : answer === null ? 'Searching…' : count === 0
          ? 'Nothing found' : `${count}${answer.next ? '+' : ''} ${count === 1 && !answer.next ? 'message' : 'messages'} found`}</span></h1>
        <div class="sorts" role="group" aria-label="Order">
          <button aria-pressed=${this.sort === 'best'} @click=${() => { this.sort = 'best'; }}>Best first</button>
          <button aria-pressed=${this.sort === 'recent'} @click=${() => { this.sort = 'recent'; }}>Newest first</button>
        </div>
      </div>
      ${failure ? html`<p class="note bad" role="alert">${warning}<span>${reasonOf(failure)}</span>
        <button class="small" @click=${() => this.#ask(null)}>Try again</button></p>` : nothing}
      ${answer && !answer.complete ? html`<p class="note">${warning}<span>The newest messages may be missing; the server is still reading them in.</span></p>` : nothing}
      <ol>${repeat(answer?.hits ?? [], ({ id }) => id, (hit) => html`<li>${this.#hit(hit)}</li>`)}</ol>
      ${answer?.next ? html`<button class="more" ?disabled=${this.isBusy} @click=${() => this.#ask(answer.next)}>More</button>` : nothing}`;
  }

  /** @param {Hit} hit */
  #hit({ roomId, roomName, seq, userId, username, timestamp, snippet, highlights }) {
    const at = Date.parse(timestamp);
    return html`
      <a href=${roomHref(roomId, seq)}>
        ${avatar(userId, username)}
        <span class="text">
          <span class="about"><bdi class="author">${username}</bdi><span class="where">in <bdi>#${roomName}</bdi></span>
            <time datetime=${timestamp} title=${fullTime(at)}>${dayLabel(at, Date.now())}, ${clock(at)}</time></span>
          <span class="snippet" dir="auto">${partsOf(snippet, highlights).map(({ text, marked }) => (marked ? html`<mark>${text}</mark>` : text))}</span>
        </span>
      </a>`;
  }

  /** @param {InputEvent} event */
  #typed({ target }) {
    const { value } = /** @type {HTMLInputElement} */ (target);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#go(value), PAUSE_MS);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    clearTimeout(this.#pause);
    this.#go(/** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input')).value);
  }

  /** The address says what is searched, so that one can come back to it. @param {string} q */
  #go(q) {
    history.replaceState(null, '', searchHref(q));
    this.q = q;
  }

  /** @param {string | null} cursor of the next page; null for the first */
  async #ask(cursor) {
    const asked = ++this.#asked;
    this.failure = null;
    if (this.q.trim() === '') {
      this.answer = null;
      return;
    }
    this.isBusy = true;
    const { sort } = this;
    try {
      const found = await this.workspace.api.search({
        q: this.q.trim(), limit: PAGE, ...(sort === 'recent' ? { sort } : {}), ...(cursor ? { cursor } : {}),
      });
      if (asked === this.#asked) {
        this.answer = cursor && this.answer ? { ...found, hits: [...this.answer.hits, ...found.hits] } : found;
      }
    } catch (failure) {
      if (asked === this.#asked) {
        this.answer = null;
        this.failure = /** @type {Error} */ (failure);
      }
    }
    if (asked === this.#asked) {
      this.isBusy = false;
    }
  }
}

customElements.define('chat-search', ChatSearch);
