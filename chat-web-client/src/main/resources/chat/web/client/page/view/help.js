import { LitElement, css, html } from 'lit';
import { cross } from './icons.js';
import { base, buttons, dialogs } from './styles.js';

const command = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** @type {[string, [string[], string][]][]} */
const KEYS = [
  ['Anywhere', [
    [[command, 'K'], 'Find a room'],
    [[command, 'Shift', 'F'], 'Search messages'],
    [['Alt', '↑'], 'Room above'],
    [['Alt', '↓'], 'Room below'],
    [['Alt', 'Shift', '↓'], 'Next room with something new'],
    [['F6'], 'Rooms, messages, writing in turn'],
    [[command, '/'], 'This help'],
  ]],
  ['Where you write', [
    [['Enter'], 'Send'],
    [['Shift', 'Enter'], 'New line'],
    [['↑'], 'Edit what you said last, when the field is empty'],
    [['F6'], 'To the rooms'],
    [['Shift', 'F6'], 'To the messages'],
  ]],
  ['In the messages', [
    [['↑'], 'Message above'],
    [['↓'], 'Message below'],
    [['Home'], 'To the oldest that is loaded'],
    [['End'], 'To the newest'],
    [['Enter'], 'Edit your message'],
    [['Delete'], 'Delete your message'],
    [['Tab'], 'To the buttons of the message'],
    [['A', '…', 'Z'], 'Write: the letter goes to where you write'],
    [['Esc'], 'Back to where you write; all is read'],
  ]],
];

/** What the keys do, and how to write bold. */
export class ChatHelp extends LitElement {
  static styles = [base, buttons, dialogs, css`
    dialog { width: min(44rem, calc(100vw - 2rem)); }
    header { display: flex; align-items: center; justify-content: space-between; margin-bottom: var(--space-2); }
    header h2 { margin: 0 !important; }
    .parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: var(--space-5); }
    h3 { margin-bottom: var(--space-2); color: var(--ink-soft); font-size: var(--text-s); font-weight: 600; }
    .row { display: flex; justify-content: space-between; align-items: baseline; gap: var(--space-3); padding: 0.3rem 0; border-top: 1px solid var(--line); }
    dt, dd { margin: 0; }
    dt { order: 2; flex: none; white-space: nowrap; }
    dl { margin: 0; }
    kbd, code {
      padding: 0.1rem 0.4rem; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 0.3rem;
      background: var(--surface-low); font: var(--text-s) var(--font-code);
    }
    code { border-bottom-width: 1px; white-space: pre; }
  `];

  show() {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
  }

  render() {
    return html`
      <dialog aria-labelledby="title" @click=${this.#beside}>
        <header>
          <h2 id="title">Keys and signs</h2>
          <form method="dialog"><button class="plain icon" aria-label="Close">${cross}</button></form>
        </header>
        <div class="parts">
          ${KEYS.map(([title, keys]) => html`<section>
            <h3>${title}</h3>
            <dl>${keys.map(([names, what]) => html`<div class="row">
              <dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt><dd>${what}</dd></div>`)}</dl>
          </section>`)}
          <section>
            <h3>Signs</h3>
            <dl>
              <div class="row"><dt><code>**bold**</code></dt><dd><strong>bold</strong></dd></div>
              <div class="row"><dt><code>*italic*</code></dt><dd><em>italic</em></dd></div>
              <div class="row"><dt><code>\`code\`</code></dt><dd>code in a line</dd></div>
              <div class="row"><dt><code>\`\`\`</code></dt><dd>around lines of code</dd></div>
              <div class="row"><dt><code>&gt; quote</code></dt><dd>quote</dd></div>
            </dl>
          </section>
        </div>
      </dialog>`;
  }

  /** @param {MouseEvent} event */
  #beside({ target, currentTarget }) {
    if (target === currentTarget) {
      /** @type {HTMLDialogElement} */ (currentTarget).close();
    }
  }
}

customElements.define('chat-help', ChatHelp);
