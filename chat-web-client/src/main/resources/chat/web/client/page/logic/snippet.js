/**
 * @typedef {{text: string, marked: boolean}} Part
 */

/**
 * A snippet in parts, those that were found marked. Offsets that make no sense are left out rather than believed.
 *
 * @param {string} snippet
 * @param {[number, number][]} highlights where parts begin and end, in UTF-16 units
 * @returns {Part[]}
 */
export function partsOf(snippet, highlights) {
  /** @type {Part[]} */
  const parts = [];
  let done = 0;
  for (const [start, end] of [...highlights].sort((one, other) => one[0] - other[0])) {
    if (!(start >= done && end > start && end <= snippet.length)) {
      continue;
    }
    if (start > done) {
      parts.push({ text: snippet.slice(done, start), marked: false });
    }
    parts.push({ text: snippet.slice(start, end), marked: true });
    done = end;
  }
  if (done < snippet.length) {
    parts.push({ text: snippet.slice(done), marked: false });
  }
  return parts;
}
