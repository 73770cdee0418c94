import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { translate } from '../../../src/suite/loading/translate.ts';
import { builtModule } from '../../measure/processes/built.ts';

const strip = { mode: 'strip', cacheDirectory: null } as const;
const compile = { mode: 'compile', cacheDirectory: null } as const;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-test-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('stripping', () => {
  it('puts spaces where types were', () => {
    expect(translate('const a: number = f<string>(b!);', 'a.ts', strip)).toBe('const a         = f        (b );');
  });

  it('leaves JavaScript alone', () => {
    const source = 'export const add = (a, b) => a + b;\nclass Box { #value = 1; }\n';
    expect(translate(source, 'a.ts', strip)).toBe(source);
  });

  it('keeps every line and column, whatever is annotated', () => {
    const statement = fc.constantFrom(
      'let a$: number;',
      'interface I$ {\n  a: string;\n}',
      'const f$ = <T,>(x: T): T => x;',
      'type T$ =\n  | 1\n  | 2;',
      'function g$(this: unknown, a?: string) { return a as unknown; }',
      'class C$<T> implements Iterable<T> {\n  declare a: T;\n  private b?: number = 1;\n  *[Symbol.iterator]() {}\n}',
    );
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 8 }), (statements) => {
        const numbered = statements.map((text, i) => text.replaceAll('$', String(i)));
        const source = numbered.map((text, i) => `${text} mark(${i});`).join('\n');
        const code = translate(source, 'a.ts', strip);
        const placesOf = (text: string) =>
          text.split('\n').flatMap((line, i) => (/mark\(\d+\)/.test(line) ? [[i, line.indexOf('mark(')]] : []));
        expect(placesOf(code)).toEqual(placesOf(source));
      }),
    );
  });
});

describe('compiling', () => {
  it.each([
    ['enums', 'enum E { A = 2 }\nresult = E.A;', 2],
    ['parameter properties', 'class A { constructor(readonly x: number) {} }\nresult = new A(3).x;', 3],
    ['namespaces', 'namespace N { export const x = 4; }\nresult = N.x;', 4],
  ])('is what happens to a file with %s, with a map back to it', (_, source, value) => {
    const code = translate(source, 'a.ts', strip);
    expect(new Function(`let result; ${code}\nreturn result;`)()).toBe(value);
    const map = /sourceMappingURL=data:application\/json;base64,(.+)$/.exec(code)![1]!;
    expect(JSON.parse(Buffer.from(map, 'base64').toString())).toMatchObject({ version: 3, sources: ['a.ts'] });
  });

  it('drops imports that only types used', () => {
    const code = translate("import { A, b } from './x.ts';\nexport const c: A = b;", 'a.ts', compile);
    expect(code).toContain("import { b } from './x.ts'");
    expect(translate("import { A, b } from './x.ts';\nexport const c: A = b;", 'a.ts', strip)).toContain('{ A, b }');
  });
});

describe.each([strip, compile])('what is no TypeScript, in mode $mode', (translation) => {
  it('is a syntax error with its place', () => {
    const wrong = () => translate('const a = 1;\nconst b: = 2;', '/x/a.ts', translation);
    expect(wrong).toThrow(SyntaxError);
    expect(wrong).toThrow(/\(\/x\/a\.ts:2:10\)\n[\s\S]*const b: = 2;/);
  });

  it('is one too where it comes after something that needs compiling', () => {
    expect(() => translate('enum E { A }\nconst b: = 2;', 'a.ts', translation)).toThrow(/a\.ts:2:10/);
  });
});

it('says why nothing can be translated without WebAssembly', () => {
  vi.stubGlobal('WebAssembly', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(() => translate('let a: number = 1;', 'a.ts', strip)).toThrow(/needs WebAssembly, .* --jitless\. Leave/);
});

describe('the cache', () => {
  const cached = { mode: 'strip', cacheDirectory: '' } as const;

  it('is read instead of translating again', () => {
    const translation = { ...cached, cacheDirectory: directory };
    translate('let a: 1;', 'a.ts', translation);
    const [name] = readdirSync(directory);
    writeFileSync(join(directory, name!), 'from the cache');
    expect(translate('let a: 1;', 'a.ts', translation)).toBe('from the cache');
  });

  it('tells files, contents and modes apart', () => {
    const translation = { ...cached, cacheDirectory: join(directory, 'kept') };
    mkdirSync(translation.cacheDirectory);
    translate('let a: 1;', 'a.ts', translation);
    translate('let a: 1;', 'b.ts', translation);
    translate('let a: 2;', 'a.ts', translation);
    translate('let a: 1;', 'a.ts', { ...translation, mode: 'compile' });
    translate('let a: 1;', 'a.ts', translation);
    expect(readdirSync(translation.cacheDirectory)).toHaveLength(4);
  });

  it.each(['file/below', 'removed'])('may be a place that cannot be written, and is not made again: %s', (name) => {
    writeFileSync(join(directory, 'file'), '');
    const translation = { ...cached, cacheDirectory: join(directory, name) };
    expect(translate('let a: 1;', 'a.ts', translation)).toBe('let a   ;');
    expect(readdirSync(directory)).toEqual(['file']);
  });

  it('never holds half a file, however many processes write it', async () => {
    const source = `const rows: number[] = [${'1, '.repeat(50_000)}];`;
    const file = join(directory, 'program.mjs');
    writeFileSync(
      file,
      `import { translate } from '${builtModule('suite/loading/translate.js')}';
      const translation = { mode: 'strip', cacheDirectory: process.argv[2] };
      process.stdout.write(String(translate(${JSON.stringify(source)}, 'a.ts', translation).length));`,
    );
    mkdirSync(join(directory, 'cache'));
    const run = () => promisify(execFile)(process.execPath, [file, join(directory, 'cache')]);
    const lengths = (await Promise.all([run(), run(), run(), run()])).map(({ stdout }) => Number(stdout));
    expect(lengths).toEqual(Array(4).fill(source.length));
    const kept = readdirSync(join(directory, 'cache'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(directory, 'cache', kept[0]!), 'utf8')).toHaveLength(source.length);
  });
});
