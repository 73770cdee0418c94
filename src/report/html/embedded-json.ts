import { inertJson } from '../../output/escaped.ts';

/**
 * A value as JSON inside of a `<script>`: nothing in it ends the element or begins a comment, and nothing steers a terminal
 * that the page is printed to. What JSON cannot write is null.
 */
export function embeddedJson(value: unknown): string {
  return inertJson(JSON.stringify(value)).replace(/[<>&]/g, (character) => ESCAPES[character]!);
}

const ESCAPES: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
