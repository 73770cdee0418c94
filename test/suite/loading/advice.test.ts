import { describe, expect, it } from 'vitest';
import { adviceOnLoading } from '../../../src/suite/loading/advice.ts';

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
    ['await is only valid in async functions', null, null, /\.mjs/],
    ['Invalid or unexpected token', null, '  @dec x() {}', /^Decorators/],
    ["Unexpected identifier 'x'", null, 'using x = open();', /`using`/],
    ["Unexpected token '\uFEFF', is not valid JSON", null, null, /UTF-8/],
  ])('%j', (message, code, line, advice) => {
    expect(adviceOnLoading({ name: 'Error', message, code }, line)).toMatch(advice);
  });

  it('is null where the message says it all', () => {
    expect(adviceOnLoading({ name: 'RangeError', message: 'too early', code: null })).toBeNull();
  });
});
