/**
 * @typedef {{screen: 'home'}} HomeRoute
 * @typedef {{screen: 'room', roomId: number, seq: number | null}} RoomRoute
 * @typedef {{screen: 'search', q: string}} SearchRoute
 * @typedef {HomeRoute | RoomRoute | SearchRoute} Route what the address asks to see
 */

/**
 * @param {string} hash as in `#/rooms/3/413`
 * @returns {Route} home, when the address means nothing
 */
export function parseRoute(hash) {
  const room = /^#\/rooms\/(\d{1,15})(?:\/(\d{1,15}))?$/.exec(hash);
  if (room) {
    return { screen: 'room', roomId: Number(room[1]), seq: room[2] ? Number(room[2]) : null };
  }
  const search = /^#\/search(?:\/(.*))?$/.exec(hash);
  if (search) {
    return { screen: 'search', q: decoded(search[1] ?? '') };
  }
  return { screen: 'home' };
}

/**
 * @param {number} roomId
 * @param {number | null} [seq] the place in it
 */
export function roomHref(roomId, seq = null) {
  return seq === null ? `#/rooms/${roomId}` : `#/rooms/${roomId}/${seq}`;
}

/** @param {string} q */
export function searchHref(q) {
  return q === '' ? '#/search' : `#/search/${encodeURIComponent(q)}`;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
