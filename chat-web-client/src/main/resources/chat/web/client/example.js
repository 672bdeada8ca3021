import { ChatApi, ChatClient } from 'chat-client';

/** @type {string | null} */
let token = null;
const api = new ChatApi({ token: () => token });
const chat = new ChatClient({ token: () => token });

/** @template {HTMLElement} T @param {string} id @param {new () => T} type @returns {T} */
function element(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) {
    throw new Error(`no ${id}`);
  }
  return found;
}

/** @param {string} text */
function line(text) {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}

const state = element('state', HTMLOutputElement);
const messages = element('messages', HTMLOListElement);
const pending = element('pending', HTMLOListElement);
const say = element('say', HTMLFormElement);
const logIn = element('log-in', HTMLFormElement);

chat.addEventListener('state', () => {
  state.value = chat.state.status;
});

/** The first room there is, or a new one. */
async function anyRoom() {
  const [first] = await api.rooms({ limit: 1 });
  return first ?? api.createRoom('example');
}

async function follow() {
  const { id } = await anyRoom();
  const page = await api.history(id, { limit: 20 });
  const last = page.messages.at(-1)?.seq ?? 0;
  messages.append(...page.messages.map((message) => line(`${message.username}: ${message.content}`)));

  const room = chat.join(id, { afterSeq: last });
  room.addEventListener('message', (event) => {
    const { username, content } = /** @type {CustomEvent} */ (event).detail;
    messages.append(line(`${username}: ${content}`));
  });
  room.addEventListener('pending', () => {
    pending.replaceChildren(...room.pending.map((message) => line(`${message.content} (${message.state})`)));
  });
  say.hidden = false;
  say.addEventListener('submit', (event) => {
    event.preventDefault();
    room.send(String(new FormData(say).get('content')));
    say.reset();
  });
  chat.connect();
}

logIn.addEventListener('submit', async (event) => {
  event.preventDefault();
  const given = new FormData(logIn);
  const person = { username: String(given.get('username')), password: String(given.get('password')) };
  try {
    await api.register(person).catch(() => {}); // Who is known already just logs in.
    token = await api.logIn(person);
    logIn.hidden = true;
    await follow();
  } catch (refusal) {
    element('refusal', HTMLParagraphElement).textContent = /** @type {Error} */ (refusal).message;
  }
});
