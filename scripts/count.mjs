// How much there is to read, and how far one has to jump: files, exported functions that one file imports, small files
// with one importer, and what lies between `evenkeel run` and the loop that takes samples.
//
//   npm run count [-- --list]     --list names the small files and the longest chain
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const SRC = resolve(import.meta.dirname, '../src');
// The command, the loop, and the two ends of the step between processes, which no import shows.
const [COMMAND, LOOP] = ['cli/run.ts', 'measure/sampling.ts'].map((name) => join(SRC, name));
const [STARTER, PROGRAM] = ['start-worker.ts', 'worker.ts'].map((name) => join(SRC, 'measure/processes', name));
// What a reader of a command reads; the other rooms are looked up.
const READ = /^(?:cli|framework|measure)\//;
const SMALL = 50;
const LARGE = 250;

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SRC, name));
const modules = new Map(files.map((file) => [file, read(file)]));
const importersOf = new Map(files.map((file) => [file, new Set()]));
const usersOf = new Map();
for (const [file, { imports }] of modules) {
  for (const { target, names } of imports) {
    importersOf.get(target)?.add(file);
    for (const name of names)
      usersOf.set(`${target}#${name}`, (usersOf.get(`${target}#${name}`) ?? new Set()).add(file));
  }
}

const functions = files.flatMap((file) => modules.get(file).functions.map((name) => `${file}#${name}`));
const small = files.filter((file) => modules.get(file).lines < SMALL && importersOf.get(file).size === 1);
const reached = reachedFrom(COMMAND, stepsFrom);
const ownFiles = [...reached].filter((file) => READ.test(nameOf(file)));
const chain = longestChain();

console.log(`files                                                ${files.length}`);
console.log(`lines                                                ${linesOf(files)}`);
console.log(`exported functions                                   ${functions.length}`);
console.log(
  `… imported by exactly one file                       ${functions.filter((each) => usersOf.get(each)?.size === 1).length}`,
);
console.log(`files below ${SMALL} lines with one importer               ${small.length}`);
console.log(
  `files above ${LARGE} lines                               ${files.filter((file) => modules.get(file).lines > LARGE).length}`,
);
console.log(`files that \`evenkeel run\` imports at once            ${reached.size}`);
console.log(`… in cli, framework and measure                      ${ownFiles.length} (${linesOf(ownFiles)} lines)`);
console.log(`longest chain from the command to the sampling loop  ${chain.length}`);
if (process.argv.includes('--list')) {
  console.log(`\n${chain.map(nameOf).join('\n> ')}\n`);
  for (const file of small) console.log(`${nameOf(file)} < ${nameOf([...importersOf.get(file)][0])}`);
}

/** @param {string} file */
function read(file) {
  const text = readFileSync(file, 'utf8');
  const imports = [];
  const functions = [];
  const visit = (node) => {
    const { specifier, ...rest } = importIn(node) ?? {};
    if (specifier?.startsWith('.')) imports.push({ target: resolve(dirname(file), specifier), ...rest });
    if (ts.isFunctionDeclaration(node) && isExported(node)) functions.push(node.name?.text ?? 'default');
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return { imports, functions, lines: text.split('\n').length - 1 };
}

function isExported({ modifiers }) {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** What a node imports; null where it imports nothing. */
function importIn(node) {
  if (ts.isImportDeclaration(node)) {
    const { importClause, moduleSpecifier } = node;
    const elements = elementsIn(importClause?.namedBindings);
    const isOfTypes = importClause?.isTypeOnly || (elements.length > 0 && elements.every((each) => each.isTypeOnly));
    return { specifier: moduleSpecifier.text, names: elements.map(nameIn), isNeededAtOnce: !isOfTypes };
  }
  if (ts.isExportDeclaration(node)) {
    const names = elementsIn(node.exportClause).map(nameIn);
    return { specifier: node.moduleSpecifier?.text, names, isNeededAtOnce: !node.isTypeOnly };
  }
  const isLater = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isLater ? { specifier: node.arguments[0]?.text, names: namesTakenFrom(node), isNeededAtOnce: false } : null;
}

function elementsIn(bindings) {
  return bindings && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) ? bindings.elements : [];
}

function nameIn(element) {
  return (element.propertyName ?? element.name).text;
}

// `const { a, b } = await import('…')`
function namesTakenFrom(call) {
  const declaration = ts.isAwaitExpression(call.parent) ? call.parent.parent : null;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isObjectBindingPattern(declaration.name)) return [];
  return declaration.name.elements.map(nameIn);
}

function stepsFrom(file) {
  const imported = modules
    .get(file)
    .imports.filter(({ isNeededAtOnce, target }) => isNeededAtOnce && modules.has(target));
  return [...imported.map(({ target }) => target), ...(file === STARTER ? [PROGRAM] : [])];
}

function reachedFrom(start, steps) {
  const reached = new Set([start]);
  for (const file of reached) for (const next of steps(file)) reached.add(next);
  return reached;
}

function longestChain(from = COMMAND, known = new Map()) {
  if (from === LOOP) return [LOOP];
  if (known.has(from)) return known.get(from);
  const chains = stepsFrom(from).map((next) => longestChain(next, known));
  const longest = chains.reduce((most, chain) => (chain.length > most.length ? chain : most), []);
  const chain = longest.length === 0 ? [] : [from, ...longest];
  known.set(from, chain);
  return chain;
}

function linesOf(some) {
  return some.reduce((sum, file) => sum + modules.get(file).lines, 0);
}

function nameOf(file) {
  return relative(SRC, file).replaceAll('\\', '/');
}
