import { css, html, nothing } from 'lit';
import { clock, dayLabel, fullTime, shortClock } from '../logic/times.js';
import { avatar, avatarStyles } from './avatar.js';
import { body, bodyStyles } from './body.js';
import './editor.js';
import { check, clock as clockIcon, link, pencil, trash, warning } from './icons.js';

/** @typedef {import('../logic/rows.js').Row} Row */
/** @typedef {import('../logic/rows.js').MessageRow} MessageRow */
/** @typedef {import('../logic/rows.js').PendingRow} PendingRow */

/**
 * @typedef {object} Look how a room is shown
 * @property {import('../store/session.js').Me} me
 * @property {string} room its name
 * @property {number | null} editing the id of the message that is being edited
 * @property {string | null} found the line that was asked for
 * @property {string | null} stored the line of the last message that was sent from here and is stored
 * @property {boolean} isLive whether there is a connection
 */

/**
 * A line of a room. It is no component: that keeps a long list quick, and lets its height be known at once.
 *
 * @param {Row} row
 * @param {Look} look
 */
export function line(row, look) {
  switch (row.kind) {
    case 'beginning': return html`
      <div class="line beginning" role="listitem" data-key=${row.key}>
        <p class="title">This is the beginning of <bdi>#${look.room}</bdi></p><p>Nothing was said before.</p></div>`;
    case 'day': return html`
      <div class="line day" role="listitem" data-key=${row.key}><h2>${dayLabel(row.at, Date.now())}</h2></div>`;
    case 'unread': return html`
      <div class="line unread" role="listitem" data-key=${row.key}><span>New messages</span></div>`;
    case 'message': return message(row, look);
    case 'pending': return pending(row, look);
  }
}

/** @param {MessageRow} row @param {Look} look */
function message({ key, message, at, first }, look) {
  const { id, userId, username, content, deleted, editedAt } = message;
  const isMine = userId === look.me.id;
  const isEditing = look.editing === id;
  return html`
    <div class="line message ${first ? 'first' : ''} ${look.found === key ? 'found' : ''}" role="listitem" tabindex="-1"
      aria-labelledby="w-${key} b-${key}" data-key=${key} data-seq=${message.seq}>
      ${gutter(first, userId, username, html`<time>${shortClock(at)}</time>`)}
      <div class="column">
        ${head(key, first, userId, username, at)}
        ${isEditing
          ? html`<chat-editor id="b-${key}" .content=${content} .messageId=${id}></chat-editor>`
          : html`<div class="said" id="b-${key}">${deleted
            ? html`<p class="gone">This message was deleted</p>`
            : body(content)}${editedAt && !deleted ? html`<span class="edited" title=${fullTime(Date.parse(editedAt))}>edited</span>` : nothing}</div>`}
      </div>
      ${look.stored === key && !isEditing ? html`<span class="stored" title="The server has stored it">${check}<span class="heard">Stored</span></span>` : nothing}
      ${isEditing || deleted ? nothing : html`
        <div class="deeds">
          <button class="plain" data-deed="link" aria-label="Copy link" title="Copy link">${link}</button>
          ${isMine ? html`
            <button class="plain" data-deed="edit" aria-label="Edit" title="Edit">${pencil}</button>
            <button class="plain" data-deed="delete" aria-label="Delete" title="Delete">${trash}</button>` : nothing}
        </div>`}
    </div>`;
}

/** @param {PendingRow} row @param {Look} look */
function pending({ key, pending: { content, state, error }, at, first }, { me, isLive }) {
  const waits = state === 'pending';
  const sign = waits ? html`<span class="waits" title=${isLive ? 'On its way' : 'Goes out with the next connection'}>${clockIcon}</span>` : nothing;
  return html`
    <div class="line message pending ${first ? 'first' : ''} ${state}" role="listitem" tabindex="-1"
      aria-labelledby="w-${key} b-${key} s-${key}" data-key=${key}>
      ${gutter(first, me.id, me.username, sign)}
      <div class="column">
        ${head(key, first, me.id, me.username, at, first ? sign : nothing)}
        <div class="said" id="b-${key}">${body(content)}</div>
        ${state === 'failed' ? html`
          <div class="failed" id="s-${key}">${warning}<span>Not sent: ${error?.message}</span>
            <button class="link" data-deed="retry">Try again</button><button class="link" data-deed="discard">Take back</button></div>`
          : html`<span class="heard" id="s-${key}">${waits ? 'not stored yet' : ''}</span>`}
      </div>
    </div>`;
}

/** @param {boolean} first @param {number} userId @param {string} username @param {unknown} otherwise */
function gutter(first, userId, username, otherwise) {
  return html`<div class="gutter" aria-hidden="true">${first ? avatar(userId, username) : otherwise}</div>`;
}

/** @param {string} key @param {boolean} first @param {number} userId @param {string} username @param {number} at @param {unknown} [sign] */
function head(key, first, userId, username, at, sign = nothing) {
  return first
    ? html`<div class="head" id="w-${key}"><bdi class="author">${username}</bdi>
        <time datetime=${new Date(at).toISOString()} title=${fullTime(at)}>${clock(at)}</time>${sign}</div>`
    : html`<span class="heard" id="w-${key}">${username}, ${clock(at)}</span>`;
}

export const messageStyles = [avatarStyles, bodyStyles, css`
  .line { position: relative; padding: 0 var(--space-5); }
  .message { display: flex; gap: var(--space-3); padding-block: 0.125rem; }
  .message.first { padding-top: var(--space-3); }
  .message:hover { background: var(--hover); }
  .message:focus-visible { outline-offset: -2px; border-radius: var(--radius-s); }
  .message.found { animation: found 2.5s ease-out; }
  @keyframes found { 0%, 50% { background: var(--flash); } }
  @media (prefers-reduced-motion: reduce) { .message.found { background: var(--flash); } }
  .gutter { flex: none; width: 2.25rem; text-align: right; color: var(--ink-soft); font-size: 0.6875rem; line-height: 1.4rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
  .gutter time { visibility: hidden; }
  .message:hover .gutter time, .message:focus .gutter time { visibility: visible; }
  .column { flex: 1; min-width: 0; max-width: 46rem; }
  .head { display: flex; align-items: baseline; gap: var(--space-2); line-height: 1.35; }
  .author { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 650; }
  .head time { flex: none; color: var(--ink-soft); font-size: var(--text-xs); font-variant-numeric: tabular-nums; }
  .edited { margin-left: 0.4em; color: var(--ink-soft); font-size: var(--text-xs); }
  .said > p:nth-last-child(2):not(.emoji):has(+ .edited) { display: inline; }
  .gone { color: var(--ink-soft); font-style: italic; }
  .pending .said { color: var(--ink-soft); }
  .waits { color: var(--ink-soft); }
  .waits svg { vertical-align: -2px; }
  .stored { position: absolute; inset: auto var(--space-2) 0.4rem auto; color: var(--good); line-height: 1; }
  .failed { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--space-3); color: var(--bad); font-size: var(--text-s); }
  .failed svg { margin-right: -0.5rem; }
  .failed button { font-size: var(--text-s); }
  .deeds {
    position: absolute; inset: -0.75rem var(--space-5) auto auto; z-index: 2; display: flex; visibility: hidden;
    padding: 0.125rem; border: 1px solid var(--line); border-radius: var(--radius-m); background: var(--surface-high); box-shadow: var(--shadow-s);
  }
  .deeds button { min-height: 2rem; width: 2rem; padding: 0; color: var(--ink-soft); border-radius: var(--radius-s); }
  .deeds button svg { width: 1.125rem; height: 1.125rem; }
  .message:hover .deeds, .message:focus .deeds, .message:focus-within .deeds { visibility: visible; }
  @media (pointer: coarse) {
    .message:not(:focus, :focus-within):hover .deeds { visibility: hidden; }
    .deeds button { width: 2.75rem; min-height: 2.75rem; }
  }
  .day { padding-block: var(--space-4) var(--space-1); text-align: center; }
  .day h2 { position: relative; color: var(--ink-soft); font-size: var(--text-xs); font-weight: 600; }
  .day h2::before { content: ''; position: absolute; inset: 50% 0 auto; border-top: 1px solid var(--line); z-index: -1; }
  .day { isolation: isolate; }
  .day h2 { display: grid; place-items: center; }
  .unread { display: flex; align-items: center; gap: var(--space-3); padding-block: var(--space-2); color: var(--bad); font-size: var(--text-xs); font-weight: 650; }
  .unread::before, .unread::after { content: ''; flex: 1; border-top: 1px solid currentColor; opacity: 0.5; }
  .beginning { padding-block: var(--space-5) var(--space-2); color: var(--ink-soft); }
  .beginning .title { color: var(--ink); font-size: var(--text-l); font-weight: 650; overflow-wrap: anywhere; }
  @media (max-width: 47.99rem) {
    .line { padding-inline: var(--space-4); }
    .deeds { right: var(--space-3); }
  }
`];
