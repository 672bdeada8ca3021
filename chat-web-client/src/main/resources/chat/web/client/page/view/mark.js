import { html } from 'lit';

/** The sign that the page goes by. */
export const mark = html`<svg width="40" height="40" viewBox="0 0 32 32" aria-hidden="true"><path fill="var(--accent)" d="M6 4h20a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H15l-7 6v-6H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"/><path
  stroke="#fff" stroke-width="2.5" stroke-linecap="round" d="M9 11h14M9 17h9"/></svg>`;
