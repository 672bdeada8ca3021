/**
 * A small part of Markdown, read into nodes that say what a text is. Nothing here makes HTML: whoever shows the nodes puts
 * every text into a text node, so that what somebody typed can't become anything else.
 *
 * @typedef {{type: 'text', text: string}} Text
 * @typedef {{type: 'code', text: string}} Code
 * @typedef {{type: 'link', text: string, href: string}} Link
 * @typedef {{type: 'bold' | 'italic', children: Inline[]}} Styled
 * @typedef {Text | Code | Link | Styled} Inline
 * @typedef {{type: 'paragraph', children: Inline[]}} Paragraph lines stay lines
 * @typedef {{type: 'quote', children: Inline[]}} Quote
 * @typedef {{type: 'codeblock', text: string}} CodeBlock
 * @typedef {Paragraph | Quote | CodeBlock} Block
 */

const FENCE = /^```[^`]*$/;
const QUOTE = /^> ?/;
/** How deep bold may stand in italic and so on; a text is only so long, but nobody reads more. */
const DEPTH = 4;

/**
 * Takes time in proportion to the length of the text, whatever it says.
 *
 * @param {string} source what somebody typed
 * @returns {Block[]}
 */
export function parse(source) {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  /** @type {Block[]} */
  const blocks = [];
  let closing = -1;
  for (let at = 0; at < lines.length;) {
    if (FENCE.test(lines[at])) {
      // The last search ended at the first closing fence after an earlier line; so up to there it needn't be repeated.
      if (closing <= at) {
        closing = at + 1;
        while (closing < lines.length && lines[closing].trim() !== '```') {
          closing++;
        }
      }
      if (closing < lines.length) {
        blocks.push({ type: 'codeblock', text: lines.slice(at + 1, closing).join('\n') });
        at = closing + 1;
        continue;
      }
    }
    const quoted = QUOTE.test(lines[at]);
    let end = at + 1;
    while (end < lines.length && QUOTE.test(lines[end]) === quoted && !FENCE.test(lines[end])) {
      end++;
    }
    const text = lines.slice(at, end).map((line) => (quoted ? line.replace(QUOTE, '') : line)).join('\n');
    const trimmed = text.replace(/^\n+/, '').trimEnd();
    if (trimmed !== '') {
      blocks.push({ type: quoted ? 'quote' : 'paragraph', children: inline(trimmed, DEPTH) });
    }
    at = end;
  }
  return blocks;
}

/** Each is tried at one place alone, and reads no further than to the next mark of its kind: so all tries together are linear. */
const CODE = /`([^`\n]+)`/y;
const STAR = /\*(?=[^\s*])([^*\n]*[^\s*])\*(?!\w)/y;
const LOW = /_(?=[^\s_])([^_\n]*[^\s_])_(?!\w)/y;
const ADDRESS = /https?:\/\/[^\s<>"`]+/iy;

/**
 * @param {string} text
 * @param {number} depth how many more may stand in each other
 * @returns {Inline[]}
 */
function inline(text, depth) {
  /** @type {Inline[]} */
  const nodes = [];
  let plain = 0;
  const seen = { boldEnd: 0, notAddressUntil: 0 };
  const starts = /[`*_]|https?:\/\//gi;
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const found = nodeAt(text, start.index, depth, seen);
    if (!found) {
      starts.lastIndex = start.index + (text.startsWith('**', start.index) ? 2 : 1);
      continue;
    }
    if (start.index > plain) {
      nodes.push({ type: 'text', text: text.slice(plain, start.index) });
    }
    nodes.push(found.node);
    plain = found.end;
    starts.lastIndex = plain;
  }
  if (plain < text.length) {
    nodes.push({ type: 'text', text: text.slice(plain) });
  }
  return nodes;
}

/**
 * What earlier tries in a text found out, so that later ones don't read the same again.
 *
 * @typedef {object} Seen
 * @property {number} boldEnd where the last search for the end of bold text stopped: at an end, or at that of the line
 * @property {number} notAddressUntil up to where addresses were tried, and none is one
 */

/**
 * @param {string} text
 * @param {number} at
 * @param {number} depth
 * @param {Seen} seen
 * @returns {{node: Inline, end: number} | null}
 */
function nodeAt(text, at, depth, seen) {
  const first = text[at];
  if (first === '`') {
    const code = matchAt(CODE, text, at);
    return code && { node: { type: 'code', text: code[1] }, end: at + code[0].length };
  }
  if (first === '*' || first === '_') {
    if (depth === 0 || (first === '_' && at > 0 && /\w/.test(text[at - 1]))) {
      return null;
    }
    const boldEnd = first === '*' ? boldEndAt(text, at, seen) : -1;
    if (boldEnd > at) {
      return { node: { type: 'bold', children: inline(text.slice(at + 2, boldEnd), depth - 1) }, end: boldEnd + 2 };
    }
    const italic = matchAt(first === '*' ? STAR : LOW, text, at);
    return italic && { node: { type: 'italic', children: inline(italic[1], depth - 1) }, end: at + italic[0].length };
  }
  return linkAt(text, at, seen);
}

/** @param {RegExp} pattern @param {string} text @param {number} at */
function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * Where bold text that begins at a place has its closing marks, or -1: they are in the same line and follow what is neither
 * a blank nor a mark. That doesn't depend on where the text begins, and places are asked for from left to right.
 *
 * @param {string} text
 * @param {number} at
 * @param {Seen} seen
 */
function boldEndAt(text, at, seen) {
  if (!text.startsWith('**', at) || !/[^\s*]/.test(text[at + 2] ?? '*')) {
    return -1;
  }
  let end = Math.max(seen.boldEnd, at + 3);
  while (end < text.length && text[end] !== '\n' && !(text.startsWith('**', end) && /[^\s*]/.test(text[end - 1]))) {
    end++;
  }
  seen.boldEnd = end;
  return text.startsWith('**', end) ? end : -1;
}

/**
 * @param {string} text
 * @param {number} at
 * @param {Seen} seen
 * @returns {{node: Link, end: number} | null}
 */
function linkAt(text, at, seen) {
  if (at < seen.notAddressUntil || (at > 0 && /\w/.test(text[at - 1]))) {
    return null;
  }
  const found = matchAt(ADDRESS, text, at);
  if (!found) {
    return null;
  }
  const shown = withoutPunctuation(found[0]);
  const href = safeHref(shown);
  if (href === null) {
    // Every later start in the same word would be read to the word's end again.
    seen.notAddressUntil = at + found[0].length;
    return null;
  }
  return { node: { type: 'link', text: shown, href }, end: at + shown.length };
}

/** What ends a sentence doesn't belong to the address in it, nor does a bracket that was opened before it. @param {string} address */
function withoutPunctuation(address) {
  let unmatched = address.split(')').length - address.split('(').length;
  let end = address.length;
  for (; end > 0 && /[.,;:!?'")\]}*_~]/.test(address[end - 1]); end--) {
    if (address[end - 1] === ')') {
      if (unmatched <= 0) {
        break;
      }
      unmatched--;
    }
  }
  return address.slice(0, end);
}

/**
 * @param {string} address
 * @returns {string | null} the address as browsers understand it, if it is one of the web
 */
export function safeHref(address) {
  try {
    const url = new URL(address);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url.href : null;
  } catch {
    return null;
  }
}

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\p{Emoji_Modifier}|[\u200d\ufe0f\s]){1,24}$/u;

/** Whether a text is but a few emoji, which may be shown larger. @param {string} text */
export function isEmojiOnly(text) {
  return EMOJI.test(text) && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text);
}

/**
 * What a message says in plain words, in one line: for those who listen, and for notifications.
 *
 * @param {string} source
 * @param {number} [longest] in UTF-16 units
 */
export function plainText(source, longest = 200) {
  const text = parse(source)
    .map((block) => (block.type === 'codeblock' ? block.text : words(block.children)))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

/** @param {Inline[]} nodes @returns {string} */
function words(nodes) {
  return nodes.map((node) => ('children' in node ? words(node.children) : node.text)).join('');
}
