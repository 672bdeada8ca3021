import { html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { warning } from './icons.js';

/**
 * A field with its label, and what is wrong with it beside it.
 *
 * @param {object} field
 * @param {string} field.name
 * @param {string} field.label
 * @param {string} [field.type]
 * @param {string} [field.value]
 * @param {string} [field.mistake] what is wrong with what was typed
 * @param {string} [field.hint] what is to be typed
 * @param {string} [field.autocomplete]
 * @param {number} [field.maxlength]
 * @param {boolean} [field.required]
 * @param {unknown} [field.inside] what stands in the field at its end
 * @param {unknown} [field.below] what stands between the field and its hint
 * @param {boolean} [field.isLive] whether screen readers read a hint that changes
 */
export function field({
  name, label, type = 'text', value = '', mistake = '', hint = '', autocomplete, maxlength, required = true, inside, below, isLive = false,
}) {
  const about = [mistake && `${name}-mistake`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`
    <div class="field">
      <label for=${name}>${label}</label>
      <div class="box">
        <input id=${name} name=${name} type=${type} .value=${live(value)} autocomplete=${ifDefined(autocomplete)}
          maxlength=${ifDefined(maxlength)} autocapitalize="none" spellcheck="false"
          aria-required=${required} aria-invalid=${mistake ? 'true' : 'false'} aria-describedby=${about || nothing}>
        ${inside ?? nothing}
      </div>
      ${below ?? nothing}
      ${mistake ? html`<p class="mistake" id="${name}-mistake">${warning}<span>${mistake}</span></p>` : nothing}
      ${hint ? html`<p class="hint" id="${name}-hint" aria-live=${isLive ? 'polite' : nothing}
        ?hidden=${mistake !== ''}>${hint}</p>` : nothing}
    </div>`;
}

/**
 * What the server has against each field; under '' what belongs to none.
 *
 * @param {import('chat-client').ApiError} refusal
 * @param {string[]} names of the fields
 * @returns {Record<string, string>}
 */
export function mistakesOf(refusal, names) {
  /** @type {Record<string, string>} */
  const mistakes = {};
  for (const { loc, msg } of refusal.errors) {
    const name = loc.at(-1) ?? '';
    mistakes[names.includes(name) ? name : ''] ??= sentence(msg);
  }
  return refusal.errors.length > 0 ? mistakes : { '': sentence(refusal.message) };
}

/** @param {string} text */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
