import { html, svg } from 'lit';

/** @param {unknown} strokes @param {number} size */
const icon = (strokes, size = 20) => html`<svg width=${size} height=${size} viewBox="0 0 20 20" fill="none" stroke="currentColor"
  stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${strokes}</svg>`;

export const back = icon(svg`<path d="M12 4l-6 6 6 6"/>`);
export const bell = icon(svg`<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 18h3"/>`);
export const check = icon(svg`<path d="M4 10.5l4 4 8-9"/>`, 16);
export const clock = icon(svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4l2.5 1.5"/>`, 14);
export const cross = icon(svg`<path d="M5 5l10 10M15 5L5 15"/>`);
export const down = icon(svg`<path d="M10 4v12M5 11l5 5 5-5"/>`, 16);
export const keyboard = icon(svg`<rect x="2" y="5" width="16" height="11" rx="2"/><path d="M5.5 8.5h0M8.5 8.5h0M11.5 8.5h0M14.5 8.5h0M7 12.5h6"/>`);
export const leave = icon(svg`<path d="M8 3H5a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h3M13 6l4 4-4 4M17 10H8"/>`);
export const link = icon(svg`<path d="M8.5 11.5l3-3M9 6l1.8-1.8a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.8 1.8a3.5 3.5 0 0 1-5-5L6 9"/>`);
export const more = icon(svg`<path d="M5 8l5 5 5-5"/>`);
export const pencil = icon(svg`<path d="M4 16l.8-3.6L13 4.2a1.7 1.7 0 0 1 2.4 0l.4.4a1.7 1.7 0 0 1 0 2.4L7.6 15.2zM11.5 5.7l2.8 2.8"/>`);
export const people = icon(svg`<circle cx="7.5" cy="7" r="3"/><path d="M2 16c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5M13 4.3a3 3 0 0 1 0 5.4M15 12.2c1.7.7 2.7 2 3 3.8"/>`);
export const plus = icon(svg`<path d="M10 4v12M4 10h12"/>`);
export const search = icon(svg`<circle cx="9" cy="9" r="5.5"/><path d="M13.2 13.2L17 17"/>`);
export const send = icon(svg`<path d="M10 16V4M5 9l5-5 5 5"/>`);
export const trash = icon(svg`<path d="M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4.5M11.5 9v4.5"/>`);
export const warning = icon(svg`<path d="M10 3.5l7.5 13h-15zM10 8.5v3.5M10 14.3h0"/>`, 16);
