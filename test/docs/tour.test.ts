import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const DOCS = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(DOCS, 'tour.md'), 'utf8');
const stops = [...page.matchAll(/\[`(\w+)`\]\(([^)]+)\)/g)].map(([, name = '', file = '']) => ({ name, file }));

it('the tour has both of its ways', () => {
  expect(stops.length).toBeGreaterThan(30);
});

it.each(stops)('$name is declared in $file', ({ name, file }) => {
  const declaration = new RegExp(`^(?:export )?(?:async )?(?:function|class|const|interface|type) ${name}\\b`, 'm');
  expect(readFileSync(join(DOCS, file), 'utf8')).toMatch(declaration);
});
