import type { LoadError } from './load-suite.ts';

interface Advice {
  /** Of the error's code. Default: any. */
  readonly code?: RegExp;
  /** Of its message. Default: any. */
  readonly message?: RegExp;
  /** Of the line of code that it names. Default: any, also none. */
  readonly line?: RegExp;
  readonly text: string;
}

const ALIASES =
  'Path aliases of tsconfig.json (`paths`) are not resolved: import the file by its relative path, or declare the alias ' +
  'under "imports" in package.json, such as "#app/*": "./src/*.ts", which Node resolves.';

const ELSEWHERE =
  'In worker threads and child processes that a test starts, evenkeel translates no TypeScript: start them from ' +
  'JavaScript, such as what your build makes of the file, or take Node 22.18 or later, which strips types itself.';

// The first one that fits is said.
const ADVICE: readonly Advice[] = [
  {
    code: /^ERR_(?:MODULE_NOT_FOUND|INVALID_MODULE_SPECIFIER)$|^MODULE_NOT_FOUND$/,
    message: /['"](?:@\/|~)/,
    text: ALIASES,
  },
  {
    code: /^ERR_MODULE_NOT_FOUND$/,
    message: /^Cannot find package/,
    text: `Install it where this file can find it. If it is none: ${ALIASES[0]!.toLowerCase()}${ALIASES.slice(1)}`,
  },
  {
    message: /does not provide an export named/,
    text: 'If it is a type, say so where it is exported and imported: `export type { … } from`, `import type { … } from`.',
  },
  {
    code: /^ERR_INVALID_PACKAGE_CONFIG$/,
    text: 'Node reads package.json as JSON in UTF-8: save it so, without a byte order mark, and without comments.',
  },
  {
    code: /^ERR_IMPORT_(?:ATTRIBUTE|ASSERTION_TYPE)_MISSING$/,
    text: "Write: import data from './data.json' with { type: 'json' }.",
  },
  {
    code: /^ERR_UNKNOWN_FILE_EXTENSION$/,
    message: /\.[jt]sx"/,
    text: 'evenkeel does not translate JSX: have your build compile the file, and import what it makes of it.',
  },
  {
    code: /^ERR_UNKNOWN_FILE_EXTENSION$|^ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING$/,
    message: /[/\\]node_modules[/\\].*\.[mc]?ts$|under node_modules/,
    text: 'TypeScript of packages in node_modules is not translated: have the package built, and export its JavaScript.',
  },
  {
    code: /^ERR_UNKNOWN_FILE_EXTENSION$/,
    message: /"\.[mc]?ts"/,
    text: ELSEWHERE,
  },
  {
    code: /^ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX$/,
    text:
      'In worker threads and child processes that a test starts, Node itself strips types, which is not enough for enums, ' +
      'parameter properties and namespaces: start them from JavaScript, such as what your build makes of the file.',
  },
  {
    code: /^ERR_UNSUPPORTED_DIR_IMPORT$/,
    text: 'Name the file in that directory. Where there is an index.ts or index.js, evenkeel takes it; there is none.',
  },
  {
    message: /^Cannot use import statement outside a module|^Unexpected token 'export'/,
    text: 'That file is CommonJS: call it .mjs or .mts, or .js or .ts with "type": "module" in its package.json.',
  },
  {
    code: /^ERR_UNKNOWN_FILE_EXTENSION$/,
    text: 'evenkeel bundles nothing: import what your bundler makes of the file, or a module without it.',
  },
  {
    message: /^await is only valid/,
    text: 'Only ES modules may await at the top: call the file .mjs or .mts, or write "type": "module" in package.json.',
  },
  {
    message: /^(?:Invalid or unexpected token|Unexpected token)/,
    line: /^\s*(?:export\s+|class\s+\w+.*\{\s*)*@\w/,
    text: 'Decorators are not translated: measure what your build makes of this file.',
  },
  {
    message: /^(?:Unexpected identifier|Unexpected token)/,
    line: /\busing\s+\w/,
    text: 'This version of Node does not know `using`: take one that does, or measure what your build makes of this file.',
  },
  {
    message: /^Invalid or unexpected token/,
    line: /^\uFFFD\uFFFD/,
    text: 'The file is in UTF-16: save it in UTF-8.',
  },
  {
    // Of JSON that is imported, the path comes first.
    message: /(?:^|: )(?:Unexpected token|Invalid).*(?:\uFEFF|\uFFFD|\0)/,
    text: 'Save the file in UTF-8, without a byte order mark.',
  },
];

/**
 * What to do about an error that a file failed to load with; null where its own message is all there is to say.
 * @param line the line of code that is wrong, where that is known.
 */
export function adviceOnLoading({ message, code }: LoadError, line: string | null = null): string | null {
  const fits = (advice: Advice) =>
    (advice.code?.test(code ?? '') ?? true) &&
    (advice.message?.test(message) ?? true) &&
    (advice.line === undefined || (line !== null && advice.line.test(line)));
  return ADVICE.find(fits)?.text ?? null;
}

const OF_TYPESCRIPT =
  /\[(ERR_UNKNOWN_FILE_EXTENSION|ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX)\]: (.*(?:"\.[mc]?ts" for|TypeScript).*)/;

/** The same for what a process that a test started has printed; its TypeScript is loaded by nobody else. */
export function adviceOnOutput(output: string): string | null {
  const [, code = null, message = ''] = OF_TYPESCRIPT.exec(output) ?? [];
  return code === null ? null : adviceOnLoading({ name: 'Error', message, code });
}
