import { join } from 'node:path';
import ts from 'typescript';
import { entryPoints } from '../../../scripts/entry-points.mjs';
import { COMPILER_OPTIONS, hostWith } from './compile.ts';
import type { Snippet } from './snippet.ts';

/** What users can import, as far as its examples go. */
export interface PublicSurface {
  readonly examples: readonly Snippet[];
  /** Functions, classes, their methods, and objects that have no example. */
  readonly withoutExample: readonly string[];
  /** Methods of objects that no example calls. */
  readonly neverCalled: readonly string[];
  /** Types without an example that are no part of anything that has one. */
  readonly neverShown: readonly string[];
}

/** A name that an entry point exports. */
interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
  /** Made and called by a test runner, which is given its name: a reporter, a runner. */
  readonly isPlugIn: boolean;
}

/** The public surface of the package as it is built. */
export function publicSurface(root: string): PublicSurface {
  const entries = entryPoints(root);
  const program = ts.createProgram(
    entries.map(({ types }) => join(root, types)),
    COMPILER_OPTIONS,
    hostWith(new Map()),
  );
  const checker = program.getTypeChecker();
  const exported = entries.flatMap(({ specifier, types }) => {
    const file = checker.getSymbolAtLocation(program.getSourceFile(join(root, types))!);
    return (file ? checker.getExportsOfModule(file) : []).map((symbol): Exported => {
      const isPlugIn = symbol.name === 'default';
      return {
        name: isPlugIn ? specifier : `${specifier}: ${symbol.name}`,
        symbol: resolved(checker, symbol),
        isPlugIn,
      };
    });
  });
  const surface = new Surface(checker, exported);
  const { examples } = surface;
  const texts = examples.map(({ text }) => text).join('\n');
  return {
    examples,
    withoutExample: surface.withoutExample(),
    neverCalled: surface
      .methodsOfObjects()
      .filter(({ call }) => !texts.includes(call))
      .map(({ name }) => name),
    neverShown: surface.neverShown(),
  };
}

class Surface {
  readonly examples: readonly Snippet[];
  readonly #checker: ts.TypeChecker;
  /** Each symbol once, though several entry points may export it. */
  readonly #exported: readonly Exported[];
  readonly #shown = new Set<ts.Symbol>();

  constructor(checker: ts.TypeChecker, exported: readonly Exported[]) {
    this.#checker = checker;
    this.#exported = exported.filter(({ symbol }, i) => exported.findIndex((each) => each.symbol === symbol) === i);
    this.examples = this.#exported.flatMap(({ name, symbol }) => {
      const own = examplesOf(checker, symbol, name);
      const ofMembers = membersOf(symbol).flatMap((member) => examplesOf(checker, member, `${name}.${member.name}`));
      if (own.length + ofMembers.length > 0) this.#shown.add(symbol);
      return [...own, ...ofMembers];
    });
  }

  withoutExample(): readonly string[] {
    const has = new Set(this.examples.map(({ where }) => where));
    const lacks = (name: string) => !has.has(name);
    return this.#exported.flatMap(({ name, symbol, isPlugIn }) => {
      if (!(symbol.flags & ts.SymbolFlags.Value)) return [];
      const isClass = Boolean(symbol.flags & ts.SymbolFlags.Class);
      const methods = isClass && !isPlugIn ? membersOf(symbol).filter((member) => this.#isCallable(member)) : [];
      return [name, ...methods.map((method) => `${name}.${method.name}`)].filter(lacks);
    });
  }

  /** What exported objects and functions can do, as far as it is ours: `perf.skip`. */
  methodsOfObjects(): readonly { name: string; call: string }[] {
    return this.#exported.flatMap(({ name, symbol }) => {
      if (!(symbol.flags & ts.SymbolFlags.Variable)) return [];
      const properties = this.#checker.getTypeOfSymbol(symbol).getProperties();
      return properties
        .filter((property) => isOurs(property) && this.#isCallable(property))
        .map((property) => ({ name: `${name}.${property.name}`, call: `.${property.name}` }));
    });
  }

  neverShown(): readonly string[] {
    const shown = new Set(this.#shown);
    for (const symbol of shown) for (const part of this.#partsOf(symbol)) shown.add(part);
    return this.#exported.filter(({ symbol }) => !shown.has(symbol)).map(({ name }) => name);
  }

  /** What a declaration speaks of. */
  #partsOf(symbol: ts.Symbol): readonly ts.Symbol[] {
    const parts: ts.Symbol[] = [];
    const visit = (node: ts.Node): void => {
      const part = ts.isIdentifier(node) ? this.#checker.getSymbolAtLocation(node) : undefined;
      if (part) parts.push(resolved(this.#checker, part));
      ts.forEachChild(node, visit);
    };
    for (const declaration of symbol.declarations ?? []) if (isOurs(symbol)) visit(declaration);
    return parts;
  }

  #isCallable(member: ts.Symbol): boolean {
    return this.#checker.getTypeOfSymbol(member).getCallSignatures().length > 0;
  }
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOurs({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some((declaration) => !declaration.getSourceFile().fileName.includes('/node_modules/'));
}

/** The public members of a class or an interface, static ones included. */
function membersOf(symbol: ts.Symbol): readonly ts.Symbol[] {
  const members = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
  return members.filter(({ name, declarations = [] }) => {
    const isHidden = declarations.some(
      (declaration) =>
        ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected),
    );
    return /^\w+$/.test(name) && !name.startsWith('__') && name !== 'prototype' && !isHidden;
  });
}

function examplesOf(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): readonly Snippet[] {
  const tags = symbol.getJsDocTags(checker).filter((tag) => tag.name === 'example');
  return tags.map((tag, i) => {
    const written = ts.displayPartsToString(tag.text);
    const [, language = 'ts', text = written] = /^```(\w+)\n([\s\S]*)\n```$/.exec(written) ?? [];
    const where = i === 0 ? name : `${name} (${i + 1})`;
    return { where, language: language as Snippet['language'], text: `${text}\n`, hasSetting: false };
  });
}
