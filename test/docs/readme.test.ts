import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const flatten = (text: string) => text.replace(/\s+/g, ' ');

const readme = textOf('README.md');

describe('README.md', () => {
  it('can be read at one sitting', () => {
    expect(Buffer.byteLength(readme)).toBeLessThan(12_000);
  });

  it('has commands of npm that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/\bnpm (?:run )?(examples|test)\b/g)].map(([, script]) => script!);
    expect(new Set(named)).toEqual(new Set(['examples', 'test']));
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('has no figure of a verdict that the benchmarks do not have', () => {
    const rows = readme.split('\n').filter((line) => /^\| `evenkeel (?:run|compare)`/.test(line));
    const cells = rows.flatMap((row) => row.split('|').slice(2, -1)).map((cell) => cell.trim());
    const benchmarks = flatten(textOf('docs/benchmarks-detection.md'));
    expect(cells).toHaveLength(12);
    expect(cells.filter((cell) => cell !== '–' && !benchmarks.includes(cell))).toEqual([]);
  });
});

describe('the flags', () => {
  const flagsIn = (text: string) => new Set([...text.matchAll(/--[a-z][a-z-]+/g)].map(([flag]) => flag));
  const help = (command: string) => flagsIn(textOf(`test/cli/golden/help-${command}.golden`));
  const page = textOf('docs/command.md');

  it.each(['run', 'compare', 'bisect'])('of evenkeel %s are all in docs/command.md', (command) => {
    const [start] = page.split(`\nevenkeel ${command}`, 1);
    // Up to the next command.
    const [listing] = page.slice(start!.length + 1).split(new RegExp(`\\nevenkeel (?!${command})`), 1);
    expect([...flagsIn(listing!)].sort()).toEqual([...help(command)].filter((flag) => flag !== '--help').sort());
  });

  it('of evenkeel merge are all in docs/command.md', () => {
    const [listing = ''] = /(?<=\n)evenkeel merge.*?(?=\nevenkeel )/s.exec(page) ?? [];
    // Its examples have those of other commands as well.
    const own = [...textOf('test/cli/golden/help-merge.golden').matchAll(/^ +(?:-\w, )?(--[a-z-]+) /gm)].map(
      ([, flag]) => flag!,
    );
    expect([...flagsIn(listing)].sort()).toEqual(own.filter((flag) => flag !== '--help').sort());
  });

  it.each(['README.md', 'docs/command.md', 'docs/bisect.md', 'docs/ci.md', 'docs/shards.md', 'docs/writing-tests.md'])(
    'that %s gives evenkeel are there',
    (document) => {
      const known = new Set(
        ['run', 'compare', 'bisect', 'merge', 'list', 'report', 'init'].flatMap((command) => [...help(command)]),
      );
      const lines = [
        ...textOf(document).matchAll(/\bevenkeel (?:run|compare|bisect|merge|list|report|init)\b[^`\n]*/g),
      ].map(([line]) => line);
      expect(lines.length).toBeGreaterThan(2);
      const unknown = lines.flatMap((line) => [...flagsIn(line)].filter((flag) => !known.has(flag)));
      expect(unknown).toEqual([]);
    },
  );
});
