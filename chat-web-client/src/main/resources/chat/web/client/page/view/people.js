import { LitElement, css, html, nothing } from 'lit';
import { avatar, avatarStyles } from './avatar.js';
import { base } from './styles.js';

/** More than anybody reads. */
const SHOWN = 200;

/** Who is in a room now. */
export class ChatPeople extends LitElement {
  static properties = { people: { attribute: false }, count: { attribute: false }, me: { attribute: false } };

  static styles = [base, avatarStyles, css`
    :host { display: block; overflow-y: auto; padding: var(--space-4); background: var(--surface); }
    h2 { margin-bottom: var(--space-2); color: var(--ink-soft); font-size: var(--text-s); font-weight: 600; }
    li { display: flex; align-items: center; gap: var(--space-3); min-height: 2.5rem; }
    .avatar { position: relative; width: 1.875rem; height: 1.875rem; font-size: var(--text-s); border-radius: 0.6rem; }
    .avatar::after { content: ''; position: absolute; inset: auto -3px -3px auto; width: 0.625rem; height: 0.625rem; border-radius: 50%; border: 2px solid var(--surface); background: var(--good); }
    .name { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .you, .rest { color: var(--ink-soft); font-size: var(--text-s); }
  `];

  constructor() {
    super();
    /** @type {import('../../chat-client/room.js').Person[]} */
    this.people = [];
    this.count = 0;
    /** @type {number | null} */
    this.me = null;
  }

  render() {
    const people = [...this.people].sort((one, other) => one.username.localeCompare(other.username));
    return html`
      <h2>Here now · ${this.count}</h2>
      <ul>${people.slice(0, SHOWN).map(({ userId, username }) => html`
        <li>${avatar(userId, username)}<span class="name"><bdi>${username}</bdi></span>${userId === this.me ? html`<span class="you">you</span>` : nothing}</li>`)}
      </ul>
      ${this.count > SHOWN ? html`<p class="rest">and ${this.count - SHOWN} more</p>` : nothing}`;
  }
}

customElements.define('chat-people', ChatPeople);
