/**
 * Whether a key belongs to an input method that is still composing. Safari says so by the code alone for the key that ends it.
 *
 * @param {KeyboardEvent} event
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Whether a key writes something by itself. The space bar doesn't: where nothing is written, it scrolls.
 *
 * @param {KeyboardEvent} event
 */
export function writes(event) {
  return !event.altKey && !event.ctrlKey && !event.metaKey && !isComposing(event) && event.key !== ' ' && [...event.key].length === 1;
}
