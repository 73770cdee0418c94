// Nothing that YAML or a shell would read as something else than itself.
const PLAIN = /^[\w./@][\w./@-]*$/;

/** A text as a scalar of YAML, of which JSON's strings are a part. */
export function scalar(text: string): string {
  return PLAIN.test(text) ? text : JSON.stringify(text);
}

/** A text as one word of a POSIX shell. */
export function word(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
