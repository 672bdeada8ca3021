import { ApiError, ChatApi } from 'chat-client';
import { Workspace } from './workspace.js';

/** @typedef {{id: number, username: string}} Me */

const KEY = 'chat-session';

/**
 * Who is logged in in this browser, also after a reload and in its other tabs. Dispatches `changed`.
 */
export class Session extends EventTarget {
  /** @type {{token: string, me: Me} | null} */
  #kept = null;
  /** Everything that somebody who is logged in works with. @type {Workspace | null} */
  workspace = null;
  /** Why somebody has to log in again, if so. */
  notice = '';
  /** Whether somebody is logging out here, which the connection may be told of before the call is answered. */
  #isLeaving = false;

  api = new ChatApi({ token: () => this.#kept?.token ?? null });

  constructor() {
    super();
    addEventListener('storage', ({ key }) => {
      if (key === KEY || key === null) {
        this.#takeOver(read());
      }
    });
    this.#takeOver(read());
  }

  /**
   * @param {{username: string, password: string}} person
   * @throws {ApiError} when it is refused
   */
  async logIn(person) {
    const token = await this.api.logIn(person);
    const { id, username } = await new ChatApi({ token: () => token }).me();
    const kept = { token, me: { id, username } };
    write(kept);
    this.#takeOver(kept);
  }

  /**
   * Makes somebody known, and logs in.
   *
   * @param {{username: string, email: string, password: string}} person
   */
  async register(person) {
    await this.api.register(person);
    await this.logIn(person);
  }

  /**
   * Ends the login; of all devices, or of this browser. Here it ends even when the server can't be told.
   *
   * @param {boolean} everywhere
   */
  async logOut(everywhere) {
    let notice = everywhere ? 'You are logged out on all devices.' : 'You are logged out.';
    this.#isLeaving = true;
    try {
      await (everywhere ? this.api.logOutEverywhere() : this.api.logOut());
    } catch (failure) {
      const hasEnded = this.workspace?.chat.state.status === 'closed' || (failure instanceof ApiError && failure.status === 401);
      if (everywhere && !hasEnded) {
        throw failure;
      }
      if (failure instanceof ApiError && failure.status !== 401) {
        notice = 'You are logged out here, but the server could not be told.';
      }
    } finally {
      this.#isLeaving = false;
    }
    this.#forget(notice);
  }

  /** @param {string} notice */
  #forget(notice) {
    write(null);
    this.#takeOver(null, notice);
  }

  /** @param {{token: string, me: Me} | null} kept @param {string} [notice] */
  #takeOver(kept, notice = '') {
    if (kept?.token === this.#kept?.token) {
      return;
    }
    this.workspace?.close();
    this.#kept = kept;
    this.notice = notice;
    this.workspace = kept && new Workspace(this.api, kept.me, () => this.#kept?.token ?? null);
    this.workspace?.chat.addEventListener('unauthorized', () => {
      if (!this.#isLeaving) {
        this.#forget('Your login has ended. Log in to go on; what you began to write is kept.');
      }
    });
    this.workspace?.open();
    this.dispatchEvent(new Event('changed'));
  }
}

/** @returns {{token: string, me: Me} | null} */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return typeof kept?.token === 'string' && typeof kept.me?.id === 'number' ? kept : null;
  } catch {
    return null;
  }
}

/** @param {{token: string, me: Me} | null} kept */
function write(kept) {
  try {
    if (kept) {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } else {
      localStorage.removeItem(KEY);
    }
  } catch {
    // Forbidden: the login lasts as long as the page.
  }
}
