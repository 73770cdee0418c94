import { button, el } from './dom.ts';

const SHOWN_FOR = 2000;

/** A command and a button that copies it. */
export function copyable(purpose: string, command: string): HTMLElement {
  const code = el('code', { tabindex: '0' }, command);
  const said = el('span', { class: 'said', role: 'status' });
  const copy = button('Copy', () => void copyOf(code, command, said), { 'aria-label': `Copy: ${purpose}` });
  return el('div', { class: 'command' }, el('p', {}, purpose), el('div', {}, code, copy, said));
}

// A page from a file may not be allowed to write to the clipboard.
async function copyOf(code: HTMLElement, text: string, said: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = 'Copied';
  } catch {
    getSelection()?.selectAllChildren(code);
    said.textContent = 'Selected: copy it with your keyboard';
  }
  setTimeout(() => {
    said.textContent = '';
  }, SHOWN_FOR);
}
