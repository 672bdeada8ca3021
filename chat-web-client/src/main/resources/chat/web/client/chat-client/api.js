import { fromWire } from './names.js';

/**
 * @typedef {object} Mistake what is wrong with one member of a request
 * @property {string[]} loc where it is, as in `['body', 'username']`
 * @property {string} msg for people
 * @property {string} type for programs
 */

/**
 * @typedef {object} User
 * @property {number} id
 * @property {string} username
 * @property {string | null} email
 * @property {string} createdAt
 */

/**
 * @typedef {object} RoomSummary a room in the list
 * @property {number} id
 * @property {string} name
 * @property {number} createdBy the id of who opened it
 * @property {string} createdAt
 * @property {number} lastSeq the number of the last event in it, 0 when there was none
 * @property {string | null} lastMessageAt when the last message was said in it
 */

/**
 * @typedef {RoomSummary & {creatorUsername: string, messageCount: number}} RoomDetails one room
 */

/**
 * @typedef {object} Message what somebody said
 * @property {number} id
 * @property {number} roomId
 * @property {number} seq its place in the room
 * @property {number} userId
 * @property {string} username
 * @property {string} content what it says now; empty when it was deleted
 * @property {string} timestamp
 * @property {string} [editedAt] when it was last edited, if it was
 * @property {boolean} [deleted] that it was deleted, if it was
 */

/**
 * @typedef {object} Place where a page of the history lies; at most one of the first three
 * @property {number} [beforeSeq]
 * @property {number} [afterSeq]
 * @property {number} [aroundSeq]
 * @property {number} [limit] 1 to 100
 */

/**
 * @typedef {object} Page a part of a room's history
 * @property {Message[]} messages the oldest first
 * @property {Place | null} older where the page before this one lies, or that there is none
 * @property {Place | null} newer where the page after this one lies, or that there is none
 */

/**
 * @typedef {object} Hit a message that was found
 * @property {number} roomId
 * @property {string} roomName
 * @property {number} id
 * @property {number} seq
 * @property {number} userId
 * @property {string} username
 * @property {string} timestamp
 * @property {string} snippet
 * @property {[number, number][]} highlights parts of the snippet, by where they begin and end
 */

/**
 * @typedef {object} Hits
 * @property {Hit[]} hits
 * @property {string | null} next the cursor of the next page, or that there is none
 * @property {boolean} complete whether everything that was said is among what was searched
 */

/**
 * A call that came to nothing. Never has the token or a password in it.
 */
export class ApiError extends Error {
  /**
   * @param {number} status of the answer; 0 when there was none
   * @param {{title?: string, detail?: string, errors?: Mistake[], type?: string}} problem
   * @param {number | null} retryAfterMs
   */
  constructor(status, problem, retryAfterMs = null) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}`);
    this.name = 'ApiError';
    /** Of the answer; 0 when there was none. */
    this.status = status;
    /** What kind of refusal it is, in a few words. */
    this.title = problem.title ?? '';
    /** What is wrong, for people. */
    this.detail = this.message;
    /** What is wrong with each member, where that is known. */
    this.errors = problem.errors ?? [];
    /** The kind of refusal for programs, such as `client_id_conflict`; empty where the status says it all. */
    this.code = (problem.type ?? '').replace(/^about:blank$/, '').replace(/^.*[/:#]/, '');
    /** After how many milliseconds the same again is sensible, if the server said so. */
    this.retryAfterMs = retryAfterMs;
  }
}

/** The calls over REST. Each fails with an {@link ApiError}, and none is repeated by itself. */
export class ChatApi {
  /** @type {string} */
  #baseUrl;
  /** @type {() => string | null} */
  #token;

  /**
   * @param {object} options
   * @param {string} [options.baseUrl] where the server is; by default where the page is from
   * @param {() => string | null} options.token the token in use, asked for with each call
   */
  constructor({ baseUrl = location.origin, token }) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#token = token;
  }

  /**
   * @param {{username: string, email?: string | null, password: string}} person
   * @returns {Promise<User>}
   */
  register({ username, email, password }) {
    return this.#call('POST', '/api/register', {
      body: { username, password, ...(email ? { email } : {}) },
    });
  }

  /**
   * @param {{username: string, password: string}} person
   * @returns {Promise<string>} the token
   */
  async logIn({ username, password }) {
    const answer = await this.#call('POST', '/api/login', { body: { username, password } });
    return answer.accessToken;
  }

  /** Ends the token, and closes the sockets that it opened. */
  async logOut() {
    await this.#call('POST', '/api/logout');
  }

  /** Ends every token that this person has, and closes all of their sockets. */
  async logOutEverywhere() {
    await this.#call('POST', '/api/logout/everywhere');
  }

  /** @returns {Promise<User>} whom the token stands for */
  me() {
    return this.#call('GET', '/api/users/me');
  }

  /**
   * @param {{search?: string, skip?: number, limit?: number}} [which]
   * @returns {Promise<RoomSummary[]>}
   */
  rooms({ search, skip, limit } = {}) {
    return this.#call('GET', '/api/chat/rooms', { query: { search, skip, limit } });
  }

  /**
   * @param {string} name
   * @returns {Promise<RoomSummary>}
   */
  createRoom(name) {
    return this.#call('POST', '/api/chat/rooms', { body: { name } });
  }

  /**
   * @param {number} roomId
   * @returns {Promise<RoomDetails>}
   */
  room(roomId) {
    return this.#call('GET', `/api/chat/rooms/${roomId}`);
  }

  /**
   * Reads a part of a room's history; without a place the newest. `older` and `newer` of the answer
   * are the places to go on from.
   *
   * @param {number} roomId
   * @param {Place} [place]
   * @returns {Promise<Page>}
   */
  async history(roomId, { beforeSeq, afterSeq, aroundSeq, limit } = {}) {
    const { answer, headers } = await this.#ask('GET', `/api/chat/rooms/${roomId}/messages`, {
      query: { before_seq: beforeSeq, after_seq: afterSeq, around_seq: aroundSeq, limit },
    });
    return {
      messages: answer.reverse(),
      older: placeOf(headers, 'next'),
      newer: placeOf(headers, 'prev'),
    };
  }

  /**
   * @param {number} roomId
   * @param {number} id of the message
   * @param {string} content what it is to say
   * @returns {Promise<Message>}
   */
  edit(roomId, id, content) {
    return this.#call('PATCH', `/api/chat/rooms/${roomId}/messages/${id}`, { body: { content } });
  }

  /**
   * @param {number} roomId
   * @param {number} id of the message
   */
  async delete(roomId, id) {
    await this.#call('DELETE', `/api/chat/rooms/${roomId}/messages/${id}`);
  }

  /**
   * Searches all rooms.
   *
   * @param {{q: string, sort?: string, cursor?: string | null, limit?: number}} what
   * @returns {Promise<Hits>}
   */
  search({ q, sort, cursor, limit }) {
    return this.#call('GET', '/api/search', { query: { q, sort, cursor: cursor ?? undefined, limit } });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{query?: Record<string, string | number | undefined>, body?: object}} [given]
   */
  async #call(method, path, given) {
    return (await this.#ask(method, path, given)).answer;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{query?: Record<string, string | number | undefined>, body?: object}} [given]
   */
  async #ask(method, path, { query = {}, body } = {}) {
    const address = new URL(this.#baseUrl + path);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== '') {
        address.searchParams.set(name, String(value));
      }
    }
    const token = this.#token();
    let response;
    try {
      response = await fetch(address, {
        method,
        cache: 'no-store',
        credentials: 'omit',
        headers: {
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
          ...(body ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      const answer = text && /json/.test(response.headers.get('Content-Type') ?? '') ? JSON.parse(text) : null;
      if (response.ok) {
        return { answer: fromWire(answer), headers: response.headers };
      }
      throw new ApiError(response.status, answer ?? { title: response.statusText }, retryAfter(response));
    } catch (failure) {
      if (failure instanceof ApiError) {
        throw failure;
      }
      // Why exactly, no browser tells a page.
      throw new ApiError(response?.status ?? 0, {
        title: 'No connection',
        detail: 'The server can\'t be reached',
      });
    }
  }
}

/** @param {Response} response */
function retryAfter(response) {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

/**
 * @param {Headers} headers
 * @param {'next' | 'prev'} rel
 * @returns {Place | null}
 */
function placeOf(headers, rel) {
  const link = new RegExp(`<([^>]*)>; rel="${rel}"`).exec(headers.get('Link') ?? '');
  if (!link) {
    return null;
  }
  const query = new URL(link[1], location.origin).searchParams;
  /** @param {string} name */
  const number = (name) => (query.has(name) ? Number(query.get(name)) : undefined);
  return JSON.parse(JSON.stringify({
    beforeSeq: number('before_seq'),
    afterSeq: number('after_seq'),
    limit: number('limit'),
  }));
}
