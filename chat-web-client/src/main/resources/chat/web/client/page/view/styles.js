import { css } from 'lit';

/** What every component is styled with, beside its own. */
export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1, h2, h3, p, ul, ol { margin: 0; padding: 0; font-weight: inherit; font-size: inherit; }
  ul, ol { list-style: none; }
  * { scrollbar-width: thin; scrollbar-color: var(--line-strong) transparent; }
  a { color: var(--accent-ink); }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
  .heard {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
  }
`;

export const buttons = css`
  button {
    display: inline-flex; align-items: center; justify-content: center; gap: var(--space-2);
    min-height: var(--target); padding: 0 var(--space-4);
    border: 1px solid var(--line-strong); border-radius: var(--radius-m);
    background: var(--surface-high); color: var(--ink);
    font: 500 var(--text-m) / 1.2 var(--font); cursor: pointer;
    transition: background var(--swift), border-color var(--swift);
  }
  button:hover { background: linear-gradient(var(--hover), var(--hover)) var(--surface-high); }
  button.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
  button.primary:hover { background: var(--accent-hover); }
  button.danger { border-color: var(--bad); color: var(--bad); }
  button.plain { border-color: transparent; background: none; }
  button.plain:hover { background: var(--hover); }
  button.icon { flex: none; width: var(--target); padding: 0; color: var(--ink-soft); }
  button.icon:hover { color: var(--ink); }
  button.small { min-height: 1.875rem; padding: 0 var(--space-3); font-size: var(--text-s); border-radius: var(--radius-s); }
  button.link {
    min-height: 1.5rem; padding: 0; border: 0; background: none;
    color: var(--accent-ink); text-decoration: underline; text-underline-offset: 2px; font-weight: 400;
  }
  button:disabled, button.primary:disabled:hover { border-color: transparent; background: var(--hover); color: var(--ink-soft); cursor: default; }
  svg { flex: none; }
`;

export const fields = css`
  label { display: block; font-weight: 500; font-size: var(--text-s); }
  input, textarea {
    width: 100%; min-height: var(--target); padding: 0 var(--space-3);
    border: 1px solid var(--line-strong); border-radius: var(--radius-m);
    background: var(--surface); color: var(--ink);
    font: var(--text-m) / 1.4 var(--font);
  }
  @media (pointer: coarse) {
    /* Smaller, and phones zoom in on what is typed into. */
    input, textarea { font-size: 1rem; }
  }
  input::placeholder, textarea::placeholder { color: var(--ink-soft); opacity: 1; }
  input:focus-visible, textarea:focus-visible { outline: 2px solid var(--focus); outline-offset: -1px; border-color: var(--focus); }
  input[aria-invalid='true'] { border-color: var(--bad); }
  .mistake { display: flex; gap: var(--space-1); margin-top: var(--space-1); color: var(--bad); font-size: var(--text-s); }
  .hint { margin-top: var(--space-1); color: var(--ink-soft); font-size: var(--text-s); }
`;

export const dialogs = css`
  dialog {
    width: min(30rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); padding: var(--space-5);
    border: 0; border-radius: var(--radius-l); background: var(--surface-high); color: var(--ink);
    box-shadow: var(--shadow-m);
  }
  dialog::backdrop { background: var(--veil); }
  dialog h2 { font-size: var(--text-l); font-weight: 650; margin-bottom: var(--space-3); }
  .choices { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: var(--space-2); margin-top: var(--space-5); }
`;
