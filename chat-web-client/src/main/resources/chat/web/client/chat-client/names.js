/**
 * What the wire says, with names as JavaScript has them: `room_id` becomes `roomId`, at any depth.
 *
 * @param {any} value parsed JSON
 * @returns {any}
 */
export function fromWire(value) {
  if (Array.isArray(value)) {
    return value.map(fromWire);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
      fromWire(member),
    ]));
}
