import ts from 'typescript';

/** A piece of code that users read. */
export interface Snippet {
  /** Where it stands, for people, and unlike that of every other one. */
  readonly where: string;
  readonly language: 'ts' | 'js' | 'sh';
  readonly text: string;
  /** Whether it may use the reader's own code (`setting.ts`): what a page does, and an example of a doc comment does not. */
  readonly hasSetting: boolean;
}

/** What makes it run: Node, `evenkeel`, or a test runner. */
export type Runner = 'node' | 'evenkeel' | 'vitest' | 'jest' | 'node-test';

/** What runs a snippet; commands, which are no program, nobody. */
export function runnerOf({ language, text }: Snippet): Runner | null {
  if (language === 'sh') return null;
  const modules = [...text.matchAll(/(?:from |require\()'evenkeel(?:\/([\w-]+(?:\/\w+)?))?'/g)].map(
    ([, path = '']) => path,
  );
  for (const runner of ['vitest', 'jest', 'node-test'] as const) if (modules.includes(runner)) return runner;
  return /\bperf(?:\.\w+)*\(/.test(text) ? 'evenkeel' : 'node';
}

/** A name for files of it. */
export function fileNameOf({ where }: Snippet): string {
  return where.replace(/[^\w]+/g, '-').replace(/^-|-$/g, '');
}

/** The snippet with an import of what it takes for granted, on its first line, so that lines keep their numbers. */
export function withSetting({ text, language, hasSetting }: Snippet, names: readonly string[]): string {
  const used = hasSetting ? freeNames(text).filter((name) => names.includes(name)) : [];
  if (used.length === 0) return text;
  const isModule = language === 'ts';
  const list = `{ ${used.join(', ')} }`;
  return (isModule ? `import ${list} from './setting.js'; ` : `const ${list} = require('./setting.js'); `) + text;
}

/** What the snippet says that it prints: the comments behind calls of `console.log`. */
export function saidOutput({ text }: Snippet): readonly string[] {
  return [...text.matchAll(/console\.log\(.*\)[;,] \/\/ (.+)$/gm)].map(([, output = '']) => output);
}

/** The names that a program uses and does not declare. */
function freeNames(text: string): readonly string[] {
  const [used, declared] = [new Set<string>(), new Set<string>()];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) (isDeclared(node) ? declared : used).add(node.text);
    // What follows a dot, and the keys of objects and types, are names of another kind.
    else if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else if (ts.isPropertyAssignment(node)) visit(node.initializer);
    else if (ts.isPropertySignature(node)) node.type && visit(node.type);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('snippet.ts', text, ts.ScriptTarget.ES2022, true));
  return [...used].filter((name) => !declared.has(name));
}

function isDeclared(node: ts.Identifier): boolean {
  const { parent } = node;
  return 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
}
