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

  /** @param {number} at @param {number} thisDay @param {number} userId */
  const startsGroup = (at, thisDay, userId) => {
    if (thisDay !== day) {
      rows.push({ kind: 'day', key: `day-${thisDay}`, at });
      author = NaN;
    }
    const first = userId !== author || at - since > TOGETHER_MS;
    if (first) {
      since = at;
    }
    day = thisDay;
    author = userId;
    return first;
  };

  if (fromBeginning) {
    rows.push({ kind: 'beginning', key: 'beginning' });
  }
  for (const message of messages) {
    const { at, day: thisDay } = timeOf(message);
    if (!marked && message.seq > /** @type {number} */ (unreadAfter) && message.userId !== me) {
      marked = true;
      if (thisDay !== day) {
        rows.push({ kind: 'day', key: `day-${thisDay}`, at });
        day = thisDay;
      }
      rows.push({ kind: 'unread', key: 'unread' });
      author = NaN;
    }
    const first = startsGroup(at, thisDay, message.userId);
    rows.push({ kind: 'message', key: keyOf(message), message, at, first });
  }
  const last = messages.at(-1)?.seq ?? 0;
  for (const said of pending) {
    if (said.ack && said.ack.seq <= last) {
      continue;
    }
    const first = startsGroup(said.at, dayOf(said.at), me ?? -1);
    rows.push({ kind: 'pending', key: said.clientId, pending: said, at: said.at, first });
  }
  return rows;
}

/** One's own message stays the same line when it is acknowledged. @param {Message} message */
export function keyOf(message) {
  return message.clientId ?? `m${message.id}`;
}
