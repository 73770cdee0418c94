import { join } from 'node:path';
import ts from 'typescript';
import { fileNameOf, runnerOf, type Snippet, withSetting } from './snippet.ts';

/** As strict as users can be; types are stripped, so the syntax has to be that kind. */
export const COMPILER_OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

// Beside `setting.ts`, which pages may use; the package finds itself by its own name from here.
const DIRECTORY = import.meta.dirname;
/** What Jest gives to test files as globals. */
const JEST_GLOBALS = `declare const expect: typeof import('expect').expect;
declare const test: (name: string, body: () => unknown) => void;
`;
/** The module that pages import as the code to measure. */
const PARSE = "export { parse } from './setting.js';\n";

/** What the compiler says of each snippet; nothing of one that it takes. */
export function compileSnippets(snippets: readonly Snippet[], names: readonly string[]): ReadonlyMap<Snippet, string> {
  const programs = snippets.filter(({ language }) => language === 'ts');
  const isOfJest = (snippet: Snippet) => runnerOf(snippet) === 'jest';
  return new Map([
    ...compile(
      programs.filter((each) => !isOfJest(each)),
      names,
      '',
    ),
    // In a program of their own, because the globals would be everybody's.
    ...compile(programs.filter(isOfJest), names, JEST_GLOBALS),
  ]);
}

function compile(
  snippets: readonly Snippet[],
  names: readonly string[],
  globals: string,
): ReadonlyMap<Snippet, string> {
  const pathOf = (snippet: Snippet) => join(DIRECTORY, `${fileNameOf(snippet)}.snippet.ts`);
  const files = new Map([
    [join(DIRECTORY, 'parse.ts'), PARSE],
    [join(DIRECTORY, 'globals.d.ts'), globals],
    ...snippets.map((snippet) => [pathOf(snippet), withSetting(snippet, names)] as const),
  ]);
  const program = ts.createProgram([...files.keys()], COMPILER_OPTIONS, hostWith(files));
  return new Map(
    snippets.map((snippet) => {
      const file = program.getSourceFile(pathOf(snippet))!;
      const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      return [snippet, diagnostics.map((each) => inWords(each)).join('\n')];
    }),
  );
}

// Programs share most of their files.
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A host that has these files besides those of the disk. */
export function hostWith(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(COMPILER_OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  return {
    ...host,
    fileExists: (path) => files.has(path) || fileExists(path),
    readFile: (path) => files.get(path) ?? readFile(path),
    getSourceFile: (path, target, ...rest) => {
      const text = files.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, target);
      if (!parsed.has(path)) parsed.set(path, getSourceFile(path, target, ...rest));
      return parsed.get(path);
    },
  };
}

function inWords({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
  return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

/** A snippet as JavaScript. */
export function asJavaScript(text: string, module: 'esm' | 'cjs'): string {
  const kind = module === 'esm' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  return ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: kind } }).outputText;
}
