import { css, html } from 'lit';
import { colourOf, initialOf } from '../logic/people.js';

/** Somebody's sign: not their picture, but always the same. @param {number} userId @param {string} name */
export function avatar(userId, name) {
  return html`<span class="avatar person-${colourOf(userId)}" aria-hidden="true">${initialOf(name)}</span>`;
}

export const avatarStyles = css`
  .avatar {
    display: inline-grid; place-items: center; flex: none; width: 2.25rem; height: 2.25rem; border-radius: 0.7rem;
    background: var(--person); color: var(--on-person); font-weight: 650; font-size: var(--text-m); user-select: none;
  }
  .person-1 { --person: var(--person-1); }
  .person-2 { --person: var(--person-2); }
  .person-3 { --person: var(--person-3); }
  .person-4 { --person: var(--person-4); }
  .person-5 { --person: var(--person-5); }
  .person-6 { --person: var(--person-6); }
  .person-7 { --person: var(--person-7); }
  .person-8 { --person: var(--person-8); }
`;
