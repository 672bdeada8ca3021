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
 * @param {string} source what somebody typed
 * @returns {Block[]}
 */
export function parse(source) {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  /** @type {Block[]} */
  const blocks = [];
  for (let at = 0; at < lines.length;) {
    const closing = FENCE.test(lines[at]) ? lines.findIndex((line, i) => i > at && line.trim() === '```') : -1;
    if (closing > at) {
      blocks.push({ type: 'codeblock', text: lines.slice(at + 1, closing).join('\n') });
      at = closing + 1;
      continue;
    }
    const quoted = QUOTE.test(lines[at]);
    let end = at + 1;
    while (end < lines.length && QUOTE.test(lines[end]) === quoted && !FENCE.test(lines[end])) {
      end++;
    }
    const text = lines.slice(at, end).map((line) => (quoted ? line.replace(QUOTE, '') : line)).join('\n');
    const trimmed = text.replace(/^\n+|\s+$/g, '');
    if (trimmed !== '') {
      blocks.push({ type: quoted ? 'quote' : 'paragraph', children: inline(trimmed, DEPTH) });
    }
    at = end;
  }
  return blocks;
}

/** What can begin at a place, each tried there alone; no pattern can take longer than its text is long. */
const CODE = /`([^`\n]+)`/y;
const BOLD = /\*\*(?=[^\s*])([^\n]*?[^\s*])\*\*/y;
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
  /** @type {Map<RegExp, number>} from where on a pattern is known to match nowhere in its line */
  const barren = new Map();
  const starts = /[`*_]|https?:\/\//gi;
  for (let start = starts.exec(text); start; start = starts.exec(text)) {
    const found = nodeAt(text, start.index, depth, barren);
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
 * @param {string} text
 * @param {number} at
 * @param {number} depth
 * @param {Map<RegExp, number>} barren
 * @returns {{node: Inline, end: number} | null}
 */
function nodeAt(text, at, depth, barren) {
  /** @param {RegExp} pattern */
  const match = (pattern) => {
    if ((barren.get(pattern) ?? -1) > at) {
      return null;
    }
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) {
      // With no closing mark up to the end of the line, none of the starts before it needs trying.
      const lineEnd = text.indexOf('\n', at);
      const mark = pattern === BOLD ? '**' : text[at];
      const next = text.indexOf(mark, at + mark.length);
      if (next === -1 || (lineEnd !== -1 && next > lineEnd)) {
        barren.set(pattern, lineEnd === -1 ? text.length : lineEnd);
      }
    }
    return found;
  };
  const first = text[at];
  if (first === '`') {
    const code = match(CODE);
    return code && { node: { type: 'code', text: code[1] }, end: at + code[0].length };
  }
  if (first === '*' || first === '_') {
    if (depth === 0 || (first === '_' && at > 0 && /\w/.test(text[at - 1]))) {
      return null;
    }
    const bold = first === '*' ? match(BOLD) : null;
    const styled = bold ?? (first === '*' ? match(STAR) : match(LOW));
    return styled && {
      node: { type: bold ? 'bold' : 'italic', children: inline(styled[1], depth - 1) },
      end: at + styled[0].length,
    };
  }
  return linkAt(text, at);
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {{node: Link, end: number} | null}
 */
function linkAt(text, at) {
  ADDRESS.lastIndex = at;
  const found = ADDRESS.exec(text);
  if (!found || (at > 0 && /\w/.test(text[at - 1]))) {
    return null;
  }
  const shown = withoutPunctuation(found[0]);
  const href = safeHref(shown);
  return href === null ? null : { node: { type: 'link', text: shown, href }, end: at + shown.length };
}

/** What ends a sentence doesn't belong to the address in it, nor does a bracket that was opened before it. @param {string} address */
function withoutPunctuation(address) {
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1];
    if (last === ')' && address.slice(0, end).split('(').length >= address.slice(0, end).split(')').length) {
      break;
    }
    if (!/[.,;:!?'")\]}*_~]/.test(last)) {
      break;
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
