import { ApiError } from 'chat-client';
import { LitElement, css, html, nothing } from 'lit';
import { strengthOf } from '../logic/password-strength.js';
import { field, mistakesOf } from './field.js';
import { warning } from './icons.js';
import { mark } from './mark.js';
import { base, buttons, fields } from './styles.js';

/** @typedef {import('../store/session.js').Session} Session */

const FIELDS = ['username', 'email', 'password'];

/** How many characters the server demands of a new password, which it writes into the page. */
const MINIMUM = Number(/** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name=password-minimum]'))?.content);

/** Logging in, and making oneself known. */
export class ChatLogIn extends LitElement {
  static properties = {
    session: { attribute: false },
    isNew: { state: true },
    mistakes: { state: true },
    isBusy: { state: true },
    isShown: { state: true },
  };

  static styles = [base, buttons, fields, css`
    :host { display: block; height: 100%; overflow: auto; background: var(--surface-low); }
    main { display: grid; min-height: 100%; padding: var(--space-5) var(--space-4); align-content: center; justify-items: center; }
    .card {
      width: min(24rem, 100%); padding: var(--space-6) var(--space-5);
      border-radius: var(--radius-l); background: var(--surface-high); box-shadow: var(--shadow-m);
    }
    .mark { display: block; margin-bottom: var(--space-4); }
    h1 { font-size: var(--text-xl); font-weight: 700; letter-spacing: -0.015em; line-height: 1.2; }
    .lead { margin: var(--space-1) 0 var(--space-5); color: var(--ink-soft); }
    .field { margin-bottom: var(--space-4); }
    .field label { margin-bottom: var(--space-1); }
    .box { position: relative; }
    .reveal { position: absolute; inset: 0.25rem 0.25rem auto auto; min-height: 2rem; padding: 0 var(--space-2); font-size: var(--text-s); color: var(--ink-soft); }
    .box:has(.reveal) input { padding-right: 4rem; }
    meter {
      display: block; width: 100%; height: 0.375rem; margin-top: var(--space-2);
      border: 0; border-radius: 1rem; background: var(--line); appearance: none; overflow: hidden;
    }
    meter::-webkit-meter-inner-element { display: block; height: 100%; }
    meter::-webkit-meter-bar { height: 100%; border: 0; border-radius: 0; background: none; }
    meter::-webkit-meter-optimum-value { background: var(--good); }
    meter::-webkit-meter-suboptimum-value { background: var(--warn); }
    meter::-webkit-meter-even-less-good-value { background: var(--bad); }
    meter:-moz-meter-optimum::-moz-meter-bar { background: var(--good); }
    meter:-moz-meter-sub-optimum::-moz-meter-bar { background: var(--warn); }
    meter:-moz-meter-sub-sub-optimum::-moz-meter-bar { background: var(--bad); }
    .primary { width: 100%; margin-top: var(--space-2); }
    .other { margin-top: var(--space-5); text-align: center; color: var(--ink-soft); }
    .notice, .refusal { display: flex; gap: var(--space-2); margin-bottom: var(--space-4); padding: var(--space-3); border-radius: var(--radius-m); font-size: var(--text-s); }
    .notice { background: var(--accent-soft); color: var(--accent-ink); }
    .refusal { background: var(--bad-soft); color: var(--bad); }
    .refusal svg { margin-top: 0.1rem; }
    footer { margin-top: var(--space-5); color: var(--ink-soft); font-size: var(--text-s); text-align: center; }
    footer a { color: inherit; }
    @media (max-width: 26rem) { .card { padding: var(--space-5) var(--space-4); } }
  `];

  constructor() {
    super();
    /** @type {Session} */
    this.session = /** @type {any} */ (null);
    this.isNew = false;
    /** @type {Record<string, string>} */
    this.mistakes = {};
    this.isBusy = false;
    this.isShown = false;
    this.typed = { username: '', email: '', password: '' };
  }

  firstUpdated() {
    this.#focus('username');
  }

  render() {
    const { isNew, mistakes, typed, isBusy } = this;
    const strength = strengthOf(typed.password, { minimum: MINIMUM, personal: [typed.username, typed.email] });
    return html`
      <main>
        <div class="card">
          <span class="mark">${mark}</span>
          <h1>${isNew ? 'Create your account' : 'Welcome back'}</h1>
          <p class="lead">${isNew ? 'Pick a name that others will know you by.' : 'Log in to go on talking.'}</p>
          ${this.session.notice ? html`<p class="notice" role="status">${this.session.notice}</p>` : nothing}
          ${mistakes[''] ? html`<p class="refusal" role="alert">${warning}<span>${mistakes['']}</span></p>` : nothing}
          <form novalidate @submit=${this.#submit} @input=${this.#typed}>
            ${field({ name: 'username', label: 'Name', value: typed.username, mistake: mistakes.username, autocomplete: 'username',
              maxlength: 50, hint: isNew ? '3 to 50 characters' : '' })}
            ${isNew ? field({ name: 'email', label: 'E-mail (optional)', type: 'email', value: typed.email, mistake: mistakes.email,
              autocomplete: 'email', required: false }) : nothing}
            ${field({ name: 'password', label: 'Password', type: this.isShown ? 'text' : 'password', value: typed.password,
              mistake: mistakes.password, autocomplete: isNew ? 'new-password' : 'current-password',
              hint: isNew ? strength.text : '', isLive: true, below: isNew && !mistakes.password ? meter(strength) : nothing,
              inside: html`<button type="button" class="plain reveal" aria-pressed=${this.isShown} aria-label="Show password"
                @click=${() => { this.isShown = !this.isShown; }}>${this.isShown ? 'Hide' : 'Show'}</button>` })}
            <button class="primary" ?disabled=${isBusy}>${isBusy ? 'One moment…' : isNew ? 'Create account' : 'Log in'}</button>
          </form>
          <p class="other">${isNew ? 'Known here already?' : 'New here?'}
            <button class="link" @click=${this.#switch}>${isNew ? 'Log in' : 'Create an account'}</button></p>
        </div>
        <footer>For programs: <a href="/api/docs">REST</a> and <a href="/api/sockets">WebSocket</a></footer>
      </main>`;
  }

  #switch() {
    this.isNew = !this.isNew;
    this.mistakes = {};
    this.#focus('username');
  }

  /** @param {InputEvent} event */
  #typed({ target }) {
    const { name, value } = /** @type {HTMLInputElement & {name: 'username' | 'email' | 'password'}} */ (target);
    this.typed[name] = value;
    if (this.mistakes[name]) {
      this.mistakes = { ...this.mistakes, [name]: '' };
    }
    if (this.isNew) {
      this.requestUpdate();
    }
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    if (this.isBusy) {
      return;
    }
    this.mistakes = this.#missing();
    if (Object.keys(this.mistakes).length === 0) {
      this.isBusy = true;
      try {
        await (this.isNew ? this.session.register(this.typed) : this.session.logIn(this.typed));
        return;
      } catch (failure) {
        this.mistakes = this.#mistakes(failure);
      } finally {
        this.isBusy = false;
      }
    }
    this.#focus(FIELDS.find((name) => this.mistakes[name]) ?? 'username');
  }

  /** @returns {Record<string, string>} */
  #missing() {
    const { username, password } = this.typed;
    return {
      ...(username.trim() === '' ? { username: this.isNew ? 'Pick a name' : 'Who are you?' } : {}),
      ...(password === '' ? { password: this.isNew ? 'Pick a password' : 'Type your password' } : {}),
    };
  }

  /** @param {unknown} failure @returns {Record<string, string>} */
  #mistakes(failure) {
    if (!(failure instanceof ApiError)) {
      throw failure;
    }
    if (failure.status === 401) {
      return { password: 'Wrong name or password' };
    }
    if (failure.status === 400) {
      return this.typed.email ? { '': 'This name or e-mail is taken' } : { username: 'This name is taken' };
    }
    return mistakesOf(failure, FIELDS);
  }

  /** @param {string} name */
  async #focus(name) {
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(`#${name}`))?.focus();
  }
}

/** @param {import('../logic/password-strength.js').Strength} strength */
function meter({ level, text }) {
  return html`<meter min="0" low="1.5" high="2.5" optimum="4" max="4" .value=${level} aria-label="Strength of the password"
    aria-valuetext=${text}></meter>`;
}

customElements.define('chat-log-in', ChatLogIn);
