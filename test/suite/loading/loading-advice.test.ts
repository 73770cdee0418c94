import { describe, expect, it } from 'vitest';
import { adviceOnLoading, adviceOnOutput } from '../../../src/suite/loading/loading-advice.ts';

describe('adviceOnLoading', () => {
  it.each<[string, string | null, string | null, RegExp]>([
    ["Cannot find package '@/x' imported from /p/a.ts", 'ERR_MODULE_NOT_FOUND', null, /^Path aliases .* "imports"/],
    ['Invalid module "@/x" is not a valid package name', 'ERR_INVALID_MODULE_SPECIFIER', null, /^Path aliases/],
    ["Cannot find package 'lodash' imported from /p/a.ts", 'ERR_MODULE_NOT_FOUND', null, /^Install it .* path aliases/],
    ["The requested module './t.ts' does not provide an export named 'T'", null, null, /`export type/],
    ['Invalid package config /p/package.json.', 'ERR_INVALID_PACKAGE_CONFIG', null, /byte order mark/],
    ['Module "x" needs an import attribute', 'ERR_IMPORT_ATTRIBUTE_MISSING', null, /with \{ type: 'json' \}/],
    ['Unknown file extension ".tsx" for /p/a.tsx', 'ERR_UNKNOWN_FILE_EXTENSION', null, /JSX/],
    ['Unknown file extension ".css" for /p/a.css', 'ERR_UNKNOWN_FILE_EXTENSION', null, /bundles nothing/],
    [
      'Unknown file extension ".ts" for /p/w.ts',
      'ERR_UNKNOWN_FILE_EXTENSION',
      null,
      /^In worker threads .* Node 22\.18/,
    ],
    [
      'Unknown file extension ".ts" for /p/node_modules/q/i.ts',
      'ERR_UNKNOWN_FILE_EXTENSION',
      null,
      /packages in node_modules/,
    ],
    [
      'Stripping types is currently unsupported for files under node_modules, for "file:///p/node_modules/q/i.ts"',
      'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
      null,
      /packages in node_modules/,
    ],
    [
      'TypeScript enum is not supported in strip-only mode',
      'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
      null,
      /Node itself strips types.* enums.* from JavaScript/,
    ],
    [
      "Directory import '/p/lib' is not supported resolving ES modules imported from /p/a.js",
      'ERR_UNSUPPORTED_DIR_IMPORT',
      null,
      /^Name the file in that directory/,
    ],
    ['Cannot use import statement outside a module', null, "import 'x'", /is CommonJS: call it \.mjs/],
    ["Unexpected token 'export'", null, 'export const a = 1', /is CommonJS: call it \.mjs/],
    ['Invalid or unexpected token', null, '\uFFFD\uFFFDi', /UTF-16/],
    ['await is only valid in async functions', null, null, /\.mjs/],
    ['Invalid or unexpected token', null, '  @dec x() {}', /^Decorators/],
    ["Unexpected identifier 'x'", null, 'using x = open();', /`using`/],
    ["Unexpected token '\uFEFF', is not valid JSON", null, null, /UTF-8/],
    ["/p/data.json: Unexpected token '\uFFFD', is not valid JSON", null, null, /UTF-8/],
  ])('%j', (message, code, line, advice) => {
    expect(adviceOnLoading({ name: 'Error', message, code }, line)).toMatch(advice);
  });

  it('is null where the message says it all', () => {
    expect(adviceOnLoading({ name: 'RangeError', message: 'too early', code: null })).toBeNull();
  });
});

describe('adviceOnOutput', () => {
  it('knows what a child process printed that cannot load TypeScript', () => {
    const printed = [
      'node:internal/modules/esm/get_format:189',
      '  throw new ERR_UNKNOWN_FILE_EXTENSION(ext, filepath);',
      '        ^',
      '',
      'TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /p/w.ts',
      '    at defaultLoad (node:internal/modules/esm/load:145:22)',
    ].join('\n');
    expect(adviceOnOutput(printed)).toMatch(/^In worker threads and child processes/);
    const stripped =
      'SyntaxError [ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX]: TypeScript enum is not supported in strip-only mode';
    expect(adviceOnOutput(stripped)).toMatch(/Node itself strips types/);
  });

  it.each(['', 'ready', 'Error [ERR_MODULE_NOT_FOUND]: Cannot find package'])('has nothing to say of %j', (printed) => {
    expect(adviceOnOutput(printed)).toBeNull();
  });
});
