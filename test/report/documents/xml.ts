/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const TOKEN = /<(?<close>\/)?(?<name>[a-z-]+)(?<attributes>(?: [a-z]+="[^"<]*")*)(?<empty>\/)?>|(?<text>[^<]+)/uy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
// https://www.w3.org/TR/xml/#charsets
const CHARACTERS = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

/** Reads the part of XML that our reports use; throws for anything that is not well-formed. */
export function parseXml(document: string): Element {
  if (!document.startsWith(DECLARATION)) throw new Error('no declaration');
  if (!CHARACTERS.test(document)) throw new Error('a character that XML cannot hold');
  const root = element('', '');
  const open = [root];
  TOKEN.lastIndex = DECLARATION.length;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(document)?.groups;
    if (!groups) throw new Error(`not well-formed at ${JSON.stringify(document.slice(at, at + 40))}`);
    take(groups, open);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('there must be one root, and it must be closed');
  return root.children[0]!;
}

type OpenElement = Element & { readonly children: Element[]; text: string };

function element(name: string, attributes: string): OpenElement {
  return { name, attributes: attributesOf(attributes), children: [], text: '' };
}

function take(token: Readonly<Record<string, string | undefined>>, open: OpenElement[]): void {
  const { close, name = '', attributes = '', empty, text } = token;
  if (text !== undefined) {
    open.at(-1)!.text += unescaped(text);
  } else if (close) {
    if (open.pop()!.name !== name) throw new Error(`</${name}> closes another element`);
  } else {
    const made = element(name, attributes);
    open.at(-1)!.children.push(made);
    if (!empty) open.push(made);
  }
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, unescaped(value!)]),
  );
}

function unescaped(text: string): string {
  return text.replace(/&(\w*);?/g, (whole, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no entity`);
    return character;
  });
}
