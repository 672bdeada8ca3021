import { css, html } from 'lit';
import { isEmojiOnly, parse } from '../logic/markdown.js';

/** @typedef {import('../logic/markdown.js').Block} Block */
/** @typedef {import('../logic/markdown.js').Inline} Inline */

/** What was said, by its text: it is read once. */
/** @type {Map<string, import('lit').TemplateResult>} */
const shown = new Map();
const KEPT = 2_000;

/**
 * What a message says, as it is shown. Every text goes into a text node.
 *
 * @param {string} content
 */
export function body(content) {
  let result = shown.get(content);
  if (!result) {
    result = isEmojiOnly(content) ? html`<p class="emoji" dir="auto">${content}</p>` : html`${parse(content).map(block)}`;
    if (shown.size >= KEPT) {
      shown.clear();
    }
    shown.set(content, result);
  }
  return result;
}

/** @param {Block} node */
function block(node) {
  switch (node.type) {
    case 'codeblock': return html`<pre tabindex="0" aria-label="Code"><code>${node.text}</code></pre>`;
    case 'quote': return html`<blockquote dir="auto">${node.children.map(inline)}</blockquote>`;
    default: return html`<p dir="auto">${node.children.map(inline)}</p>`;
  }
}

/** @param {Inline} node @returns {unknown} */
function inline(node) {
  switch (node.type) {
    case 'bold': return html`<strong>${node.children.map(inline)}</strong>`;
    case 'italic': return html`<em>${node.children.map(inline)}</em>`;
    case 'code': return html`<code>${node.text}</code>`;
    case 'link': return html`<a href=${node.href} target="_blank" rel="noopener noreferrer nofollow">${node.text}</a>`;
    default: return node.text;
  }
}

export const bodyStyles = css`
  .said { overflow-wrap: anywhere; }
  .said p, .said blockquote { margin: 0; white-space: pre-wrap; }
  .said > * + * { margin-top: var(--space-1); }
  .said .emoji { font-size: 1.75rem; line-height: 1.3; }
  .said blockquote { padding-left: var(--space-3); border-left: 3px solid var(--line-strong); color: var(--ink-soft); }
  .said code { padding: 0.1em 0.3em; border-radius: 0.25rem; background: var(--code); font: 0.9em var(--font-code); }
  .said pre {
    margin: var(--space-1) 0 0; padding: var(--space-2) var(--space-3); border-radius: var(--radius-s); background: var(--code);
    max-height: 20rem; overflow: auto; line-height: 1.45;
  }
  .said pre code { padding: 0; background: none; font-size: var(--text-s); }
`;
