import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snippet } from './snippet.ts';

const LANGUAGES: Readonly<Record<string, Snippet['language']>> = { ts: 'ts', typescript: 'ts', js: 'js' };

/** The programs in README.md and docs/. */
export function snippetsOfPages(root: string): readonly Snippet[] {
  const pages = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...pages.map((name) => `docs/${name}`)].flatMap((page) =>
    fencedIn(readFileSync(join(root, page), 'utf8')).map(({ language, text, line }) => ({
      where: `${page}:${line}`,
      language,
      text,
      hasSetting: true,
    })),
  );
}

function fencedIn(page: string): readonly { language: Snippet['language']; text: string; line: number }[] {
  return [...page.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)].flatMap((match) => {
    const [, indent = '', name = '', code = ''] = match;
    const language = LANGUAGES[name];
    if (!language) return [];
    const text = code.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    return [{ language, text, line: page.slice(0, match.index).split('\n').length }];
  });
}
