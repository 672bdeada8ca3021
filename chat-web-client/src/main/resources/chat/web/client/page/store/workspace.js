import { ChatClient } from 'chat-client';
import { Drafts } from '../logic/drafts.js';
import { ReadPositions } from '../logic/read-positions.js';
import { Connection } from './connection.js';
import { Conversation } from './conversation.js';
import { Notifier } from './notifier.js';
import { Rooms } from './rooms.js';

/** @typedef {import('chat-client').ChatApi} ChatApi */
/** @typedef {import('./session.js').Me} Me */

/** What somebody who is logged in works with, from then until they log out. */
export class Workspace {
  /**
   * @param {ChatApi} api
   * @param {Me} me
   * @param {() => string | null} token
   */
  constructor(api, me, token) {
    this.api = api;
    this.me = me;
    this.chat = new ChatClient({ token, storage: keptStrings() });
    this.drafts = new Drafts(keptStrings(), me.id);
    this.reads = new ReadPositions(keptStrings(), me.id);
    this.rooms = new Rooms(api, this.chat, this.reads, me);
    this.connection = new Connection(this.chat, this.rooms);
    this.notifier = new Notifier(this.rooms, me);
  }

  open() {
    this.chat.connect();
    this.rooms.open();
    this.notifier.open();
  }

  close() {
    this.chat.close();
    this.rooms.close();
    this.connection.close();
    this.notifier.close();
  }

  /** @param {number} roomId */
  conversation(roomId) {
    return new Conversation(this, roomId);
  }
}

/** The browser's storage, or, where that is forbidden, nothing. @returns {Storage} */
function keptStrings() {
  try {
    return localStorage;
  } catch {
    const nothing = { length: 0, key: () => null, getItem: () => null, setItem() {}, removeItem() {}, clear() {} };
    return nothing;
  }
}
