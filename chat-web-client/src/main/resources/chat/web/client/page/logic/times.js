const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'short' });
const LONG_WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const DATE = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const YEARS_DATE = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const LONG_DATE = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric' });
const FULL = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium' });

/** The day that a time is in here, as a number that grows by one a day. @param {number} at epoch milliseconds */
export function dayOf(at) {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}

/** As in `14:05`. @param {number} at */
export function clock(at) {
  return CLOCK.format(at);
}

/** As in `2:05`, where there is no room to say which half of the day. @param {number} at */
export function shortClock(at) {
  return CLOCK.formatToParts(at).filter(({ type }) => type !== 'dayPeriod').map(({ value }) => value).join('').trim();
}

/** Everything about a time. @param {number} at */
export function fullTime(at) {
  return FULL.format(at);
}

/**
 * What a day is called above its messages.
 *
 * @param {number} at
 * @param {number} now
 */
export function dayLabel(at, now) {
  const days = dayOf(now) - dayOf(at);
  if (days <= 0) {
    return 'Today';
  }
  if (days === 1) {
    return 'Yesterday';
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? LONG_WEEKDAY : LONG_DATE).format(at);
}

/**
 * How long ago something was, as short as can be.
 *
 * @param {number} at
 * @param {number} now
 */
export function since(at, now) {
  const days = dayOf(now) - dayOf(at);
  if (now - at < MINUTE) {
    return 'now';
  }
  if (now - at < 60 * MINUTE) {
    return `${Math.floor((now - at) / MINUTE)} min`;
  }
  if (days <= 0) {
    return clock(at);
  }
  if (days < 7) {
    return WEEKDAY.format(at);
  }
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? DATE : YEARS_DATE).format(at);
}
