/**
 * How hard a password is to guess, estimated by its length and by what of it is predictable. The estimate
 * knows a few dozen common words only, so that the page stays small: it is kept low rather than precise.
 *
 * @typedef {object} Strength
 * @property {0 | 1 | 2 | 3 | 4} level 0 without a password, then weak, fair, good and strong
 * @property {string} text the level and what would raise it, for a person to read
 */

/** What many passwords have in them, in any case and with digits for letters. */
const COMMON = ('password passwort passwd admin administrator welcome willkommen letmein login secret geheim master'
  + ' iloveyou trustno monkey dragon sunshine princess football baseball basketball superman batman pokemon starwars'
  + ' shadow freedom whatever cheese computer internet hello hallo love test guest user chat root summer winter spring'
  + ' autumn sommer michael jordan daniel charlie thomas jessica ashley jennifer').split(' ');

/** Rows of keyboards. */
const ROWS = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm', '1qaz2wsx3edc'];

/** Digits and signs that stand for letters. @type {Record<string, string>} */
const DISGUISES = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' };

/** Kinds of characters; signs are of none of these. */
const KINDS = [/\p{Lu}/u, /\p{L}/u, /\p{N}/u];

/** What each character is worth in bits, as in a sentence of words; and each change between kinds of them. */
const BITS_OF_CHARACTER = 2.2;
const BITS_OF_CHANGE = 2;

/** At how many bits a level begins. */
const FAIR = 28;
const GOOD = 40;
const STRONG = 55;

/** More characters than the server takes; what follows them isn't looked at, so that it costs no time. */
const MOST = 100;

/**
 * @param {string} password
 * @param {object} about
 * @param {number} about.minimum how many characters the server demands
 * @param {string[]} about.personal what is known of its owner, such as the user name
 * @returns {Strength}
 */
export function strengthOf(password, { minimum, personal }) {
  const characters = [...password];
  if (characters.length === 0) {
    return { level: 0, text: `At least ${minimum} characters` };
  }
  if (characters.length < minimum) {
    return { level: 1, text: `Too short: at least ${minimum} characters` };
  }
  const { bits, flaw } = measure(characters.slice(0, MOST), wordsOf(personal));
  if (bits >= STRONG) {
    return { level: 4, text: 'Strong' };
  }
  if (bits >= GOOD) {
    return { level: 3, text: 'Good' };
  }
  const advice = flaw || 'a longer one is harder to guess';
  return bits >= FAIR ? { level: 2, text: `Fair: ${advice}` } : { level: 1, text: `Weak: ${advice}` };
}

/** @param {string[]} personal */
function wordsOf(personal) {
  return personal.flatMap((text) => fold([...text].slice(0, MOST)).join('').split(/[^\p{L}\p{N}]+/u)).filter((word) => [...word].length >= 3);
}

/** @param {string[]} characters @param {string[]} personal */
function measure(characters, personal) {
  const plain = fold(characters);
  /** @type {[flaw: string, find: () => Span[]][]} */
  const searches = [
    ['it contains your name or e-mail', () => occurrences(plain, personal)],
    ['it contains a common word', () => occurrences(plain, COMMON)],
    ['it follows a pattern, such as 123, aaa or qwerty', () => runs(plain)],
    ['it repeats itself', () => repetitions(plain)],
  ];
  const isTaken = plain.map(() => false);
  let flaw = '';
  let worth = 0;
  for (const [name, find] of searches) {
    for (const { from, to, units } of find()) {
      if (!isTaken.slice(from, to).every(Boolean)) {
        flaw ||= name;
        worth += units;
        isTaken.fill(true, from, to);
      }
    }
  }
  worth += isTaken.filter((taken) => !taken).length;
  // Words rarely change from one kind of character to another; what is random does so all the time.
  const kinds = characters.filter((character, i) => character !== ' ' && !isTaken[i]).map(kindOf);
  const changes = kinds.filter((kind, i) => i > 0 && kind !== kinds[i - 1]).length;
  return { bits: worth * BITS_OF_CHARACTER + changes * BITS_OF_CHANGE, flaw };
}

/**
 * A part that can be guessed as a whole, worth as much as so many characters.
 *
 * @typedef {{from: number, to: number, units: number}} Span
 */

/** Small letters, character by character, so that positions stay the same. @param {string[]} characters */
function fold(characters) {
  return characters.map((character) => [...character.toLowerCase()][0]);
}

/** @param {string[]} plain @param {string[]} words @returns {Span[]} */
function occurrences(plain, words) {
  const undisguised = plain.map((character) => DISGUISES[character] ?? character);
  /** @type {Span[]} */
  const found = [];
  for (const word of words) {
    const parts = [...word];
    for (let from = 0; from + parts.length <= plain.length; from++) {
      if (parts.every((part, i) => part === plain[from + i]) || parts.every((part, i) => part === undisguised[from + i])) {
        found.push({ from, to: from + parts.length, units: 1 });
      }
    }
  }
  // The longest first: a part of it is worth nothing more.
  return found.sort((one, other) => (other.to - other.from) - (one.to - one.from));
}

/** Three or more that go on alike, of neighbours on a keyboard four or more. @param {string[]} plain @returns {Span[]} */
function runs(plain) {
  /** @type {Span[]} */
  const found = [];
  for (let from = 0; from < plain.length - 1;) {
    const step = stepOf(plain[from], plain[from + 1]);
    let to = from + 2;
    while (step !== '' && to < plain.length && stepOf(plain[to - 1], plain[to]) === step) {
      to++;
    }
    const isRun = step !== '' && to - from >= (step.startsWith('key') ? 4 : 3);
    if (isRun) {
      found.push({ from, to, units: 2 });
    }
    from = isRun ? to : from + 1;
  }
  return found;
}

/** How one character follows from another; '' when it doesn't. @param {string} one @param {string} other */
function stepOf(one, other) {
  const distance = (other.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0);
  if (distance === 0 || (Math.abs(distance) === 1 && /[\p{L}\p{N}]/u.test(one))) {
    return String(distance);
  }
  return ROWS.some((row) => row.includes(one + other)) ? 'key' : ROWS.some((row) => row.includes(other + one)) ? 'key back' : '';
}

/** The whole of it, but for its first part, when it repeats that. @param {string[]} plain @returns {Span[]} */
function repetitions(plain) {
  for (let length = 1; length <= plain.length / 2; length++) {
    if (plain.every((character, i) => character === plain[i % length])) {
      return [{ from: length, to: plain.length, units: 1 }];
    }
  }
  return [];
}

/** @param {string} character */
function kindOf(character) {
  return KINDS.findIndex((kind) => kind.test(character));
}
