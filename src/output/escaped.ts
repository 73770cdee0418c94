import { replaceUnsafe } from './visible.ts';

const COMMAND = /#(?=#(?:vso|teamcity)?\[)/gi;

/**
 * JSON that says the same, and has nothing in it that steers a terminal, that nobody sees, or that a CI system takes for a
 * command: such characters can only stand in texts, where JSON writes any by its number.
 */
export function inertJson(json: string): string {
  return escapeUnsafe(json, (character) =>
    Array.from({ length: character.length }, (_, i) => `\\u${hex(character.charCodeAt(i), 4)}`).join(''),
  );
}

/** The same for TOML, of which the texts stand in double quotes. */
export function inertToml(toml: string): string {
  return escapeUnsafe(toml, (character) => {
    const code = character.codePointAt(0)!;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
}

function escapeUnsafe(text: string, escaped: (character: string) => string): string {
  const unbroken = text.includes('##') ? text.replace(COMMAND, escaped) : text;
  return replaceUnsafe(unbroken, escaped, 'breaks');
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
