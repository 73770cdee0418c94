import { isText } from '../../baselines/record-check.ts';

/** Why no baseline can be stored under a name, as a sentence; null where one can. */
export function problemWithName(name: string): string | null {
  if (name.trim() === '') return `No baseline can be stored under ${JSON.stringify(name)}: a name must not be empty.`;
  if (isText(name)) return null;
  return `No baseline can be stored under ${JSON.stringify(name)}: it has a NUL or half of a surrogate pair in it. Leave it out of the name.`;
}
