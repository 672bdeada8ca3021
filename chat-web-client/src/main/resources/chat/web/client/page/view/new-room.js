import { ApiError } from 'chat-client';
import { LitElement, css, html } from 'lit';
import { roomHref } from '../logic/route.js';
import { field, mistakesOf } from './field.js';
import { base, buttons, dialogs, fields } from './styles.js';

/** Opens a room. */
export class ChatNewRoom extends LitElement {
  static properties = { workspace: { attribute: false }, mistake: { state: true }, name: { state: true }, isBusy: { state: true } };

  static styles = [base, buttons, fields, dialogs, css`.field label { margin-bottom: var(--space-1); }`];

  constructor() {
    super();
    /** @type {import('../store/workspace.js').Workspace} */
    this.workspace = /** @type {any} */ (null);
    this.mistake = '';
    this.name = '';
    this.isBusy = false;
  }

  show() {
    this.mistake = this.name = '';
    this.#dialog?.showModal();
  }

  get #dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  render() {
    return html`
      <dialog aria-labelledby="title">
        <h2 id="title">New room</h2>
        <form novalidate @submit=${this.#submit} @input=${this.#typed}>
          ${field({ name: 'name', label: 'Name', value: this.name, mistake: this.mistake, maxlength: 100, autocomplete: 'off',
            hint: 'Everybody on this server can read and write in it.' })}
          <div class="choices">
            <button type="button" class="plain" @click=${() => this.#dialog?.close()}>Cancel</button>
            <button class="primary" ?disabled=${this.isBusy}>Open room</button>
          </div>
        </form>
      </dialog>`;
  }

  /** @param {InputEvent} event */
  #typed({ target }) {
    this.name = /** @type {HTMLInputElement} */ (target).value;
    this.mistake = '';
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    if (this.name.trim() === '') {
      this.#wrong('Give it a name');
      return;
    }
    this.isBusy = true;
    try {
      const roomId = await this.workspace.rooms.create(this.name);
      this.#dialog?.close();
      location.hash = roomHref(roomId);
    } catch (failure) {
      if (!(failure instanceof ApiError)) {
        throw failure;
      }
      const mistakes = mistakesOf(failure, ['name']);
      this.#wrong(failure.status === 409 ? 'There is a room of that name' : mistakes.name ?? mistakes['']);
    } finally {
      this.isBusy = false;
    }
  }

  /** @param {string} mistake */
  #wrong(mistake) {
    this.mistake = mistake;
    this.renderRoot.querySelector('input')?.focus();
  }
}

customElements.define('chat-new-room', ChatNewRoom);
