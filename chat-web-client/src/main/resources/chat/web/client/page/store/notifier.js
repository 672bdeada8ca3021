import { plainText } from '../logic/markdown.js';
import { roomHref } from '../logic/route.js';

/** @typedef {import('./rooms.js').Rooms} Rooms */
/** @typedef {import('./session.js').Me} Me */

const WANTED = 'chat-notify';

/**
 * Tells of what arrives while nobody looks: by the number in the title, and, to those who want it, by the desktop's
 * notifications, one a room.
 */
export class Notifier extends EventTarget {
  #rooms;
  #me;
  /** Where the page is. */
  #place = '';

  /** @param {Rooms} rooms @param {Me} me */
  constructor(rooms, me) {
    super();
    this.#rooms = rooms;
    this.#me = me;
  }

  open() {
    this.#rooms.addEventListener('changed', this.#retitle);
    this.#rooms.addEventListener('said', this.#said);
  }

  close() {
    this.#rooms.removeEventListener('changed', this.#retitle);
    this.#rooms.removeEventListener('said', this.#said);
    document.title = 'Chat';
  }

  /** @param {string} place the name of what is shown */
  show(place) {
    this.#place = place;
    this.#retitle();
  }

  get isPossible() {
    return 'Notification' in window && Notification.permission !== 'denied';
  }

  get isOn() {
    return this.isPossible && Notification.permission === 'granted' && localStorage.getItem(this.#key) === 'yes';
  }

  /** Asks the browser, which asks its user, if need be. @param {boolean} on */
  async turn(on) {
    const granted = on && this.isPossible && (await Notification.requestPermission()) === 'granted';
    localStorage.setItem(this.#key, granted ? 'yes' : 'no');
    this.dispatchEvent(new Event('changed'));
  }

  get #key() {
    return `${WANTED}:${this.#me.id}`;
  }

  #retitle = () => {
    const { unread } = this.#rooms;
    const title = [this.#place, 'Chat'].filter((part) => part !== '').join(' · ');
    document.title = unread === 0 ? title : `(${unread}) ${title}`;
  };

  /** @param {Event} event */
  #said = (event) => {
    if (!document.hidden || !this.isOn) {
      return;
    }
    const { roomId, message } = /** @type {CustomEvent} */ (event).detail;
    const room = this.#rooms.entry(roomId)?.name ?? '';
    const notification = new Notification(`${message.username} in ${room}`, {
      body: plainText(message.content),
      tag: `chat-room-${roomId}`,
    });
    notification.onclick = () => {
      window.focus();
      location.hash = roomHref(roomId, message.seq);
      notification.close();
    };
  };
}
