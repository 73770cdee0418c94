/** What elements are made of; nothing is ever read as markup. */
export type Child = Node | string | null | false;

/** An element with these attributes and children. An attribute that is false or null is left out. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | boolean | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

/** A drawing's element. */
export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Child[]
): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  append(element, children);
  return element;
}

/** A button that does something. */
export function button(
  label: string,
  onClick: () => void,
  attributes: Readonly<Record<string, string | boolean>> = {},
): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** Puts children in place of those that an element has. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  append(element, children);
}

/** A list of names and values. */
export function descriptions(
  facts: readonly { readonly name: string; readonly value: string; readonly url?: string }[],
): HTMLElement {
  return el(
    'dl',
    { class: 'facts' },
    ...facts.map(({ name, value, url }) =>
      el(
        'div',
        {},
        el('dt', {}, name),
        el('dd', {}, url === undefined ? value : el('a', { href: url, rel: 'noreferrer noopener' }, value)),
      ),
    ),
  );
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) if (child !== null && child !== false) element.append(child);
}
