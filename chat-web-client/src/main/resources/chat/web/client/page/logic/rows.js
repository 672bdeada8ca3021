import { dayOf } from './times.js';

/** @typedef {import('./timeline.js').Message} Message */
/** @typedef {import('../../chat-client/outbox.js').PendingMessage} PendingMessage */

/**
 * @typedef {{kind: 'beginning', key: string}} Beginning nothing was said before
 * @typedef {{kind: 'day', key: string, at: number}} Day
 * @typedef {{kind: 'unread', key: string}} Unread what follows is new
 * @typedef {{kind: 'message', key: string, message: Message, at: number, first: boolean}} MessageRow
 *   `first`: of several that one person said in a row
 * @typedef {{kind: 'pending', key: string, pending: PendingMessage, at: number, first: boolean}} PendingRow
 * @typedef {Beginning | Day | Unread | MessageRow | PendingRow} Row what stands in a line of its own
 */

/** What one person says within this time stands together. */
const TOGETHER_MS = 5 * 60_000;

/** The times of messages, which don't change. @type {WeakMap<Message, {at: number, day: number}>} */
const times = new WeakMap();

/** @param {Message} message */
function timeOf(message) {
  let time = times.get(message);
  if (!time) {
    const at = Date.parse(message.timestamp);
    time = { at, day: dayOf(at) };
    times.set(message, time);
  }
  return time;
}

/**
 * What a room shows, line by line.
 *
 * @param {object} room
 * @param {readonly Message[]} room.messages
 * @param {PendingMessage[]} [room.pending]
 * @param {boolean} [room.fromBeginning] whether there is nothing before the first message
 * @param {number | null} [room.unreadAfter] the last `seq` that was read, if what follows is to be marked
 * @param {number | null} [room.me] whose messages are never new
 * @returns {Row[]}
 */
export function rowsOf({ messages, pending = [], fromBeginning = false, unreadAfter = null, me = null }) {
  /** @type {Row[]} */
  const rows = [];
  let day = NaN;
  let author = NaN;
  let since = -Infinity;
  let marked = unreadAfter === null;

  /**
   * A day's line goes by what follows it: when older messages of that day come, this is another line at another place.
   *
   * @param {number} at
   * @param {number} thisDay
   * @param {string} before
   */
  const startDay = (at, thisDay, before) => {
    if (thisDay !== day) {
      rows.push({ kind: 'day', key: `day-${before}`, at });
      day = thisDay;
      author = NaN;
    }
  };

  /** @param {number} at @param {number} userId */
  const startsGroup = (at, userId) => {
    const first = userId !== author || at - since > TOGETHER_MS;
    if (first) {
      since = at;
    }
    author = userId;
    return first;
  };

  if (fromBeginning) {
    rows.push({ kind: 'beginning', key: 'beginning' });
  }
  for (const message of messages) {
    const { at, day: thisDay } = timeOf(message);
    const key = keyOf(message);
    startDay(at, thisDay, key);
    if (!marked && message.seq > /** @type {number} */ (unreadAfter) && message.userId !== me) {
      marked = true;
      rows.push({ kind: 'unread', key: 'unread' });
      author = NaN;
    }
    rows.push({ kind: 'message', key, message, at, first: startsGroup(at, message.userId) });
  }
  const last = messages.at(-1)?.seq ?? 0;
  for (const said of pending) {
    if (said.ack && said.ack.seq <= last) {
      continue;
    }
    startDay(said.at, dayOf(said.at), said.clientId);
    rows.push({ kind: 'pending', key: said.clientId, pending: said, at: said.at, first: startsGroup(said.at, me ?? -1) });
  }
  return rows;
}

/** One's own message stays the same line when it is acknowledged. @param {Message} message */
export function keyOf(message) {
  return message.clientId ?? `m${message.id}`;
}

/**
 * The line of the last message, if it was sent from here: whoever sent it wants to know that it is stored.
 *
 * @param {readonly Row[]} rows
 * @param {number} me
 */
export function lastStored(rows, me) {
  const last = rows[rows.length - 1];
  return last?.kind === 'message' && last.message.userId === me && last.message.clientId ? last.key : null;
}
