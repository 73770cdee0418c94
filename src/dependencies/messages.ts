import type { InstalledPackage } from './node-modules.ts';
import type { Specifier } from './specifier.ts';

/** What is known of a module that could not be resolved. */
export interface MissingModule {
  readonly modulePath: string;
  readonly specifier: Specifier;
  /** The package that it is a part of, where that is installed. */
  readonly installed: InstalledPackage | null;
  /** Where it was looked for. */
  readonly base: string;
  /** What Node said. */
  readonly thrown: unknown;
}

/** Says of a module that it is not there, where it was looked for, and what to do. */
export function missingMessage({ modulePath, specifier, installed, base, thrown }: MissingModule): string {
  const name = JSON.stringify(modulePath);
  if (specifier.kind === 'builtin') return `Node ${process.versions.node} has no module ${name}.`;
  if (specifier.kind === 'file') return `There is no file ${name} in ${base}. Look at the path and its ending.`;
  if (specifier.kind === 'package_import') {
    return `${name} is not among the \`imports\` of the package.json above ${base}. Add it there.`;
  }
  if (installed === null) {
    return `The package ${specifier.name} is not installed in ${base} or above. Install it with \`npm install --save-dev ${specifier.name}\`.`;
  }
  const version = installed.version === null ? '' : ` ${installed.version}`;
  return `The package ${specifier.name}${version} is installed, but it has no ${name}: ${firstLineOf(thrown)}. Look at its \`exports\`, or whether it has been built.`;
}

/** Says of a module that it is there and fails while it loads. */
export function brokenMessage(modulePath: string, thrown: unknown): string {
  return `${JSON.stringify(modulePath)} is there, but fails while it loads: ${firstLineOf(thrown)}. Its own error is the \`cause\` of this one.`;
}

/** Says of a module that it does not finish loading. */
export function lateMessage(modulePath: string, seconds: number): string {
  return `${JSON.stringify(modulePath)} is there, but has not finished loading after ${seconds} s. Look for a top-level await that never ends, or that waits for the module which asks for it; or raise \`loadTimeLimit\`.`;
}

/** The first line of whatever was thrown, without the full stop at its end. */
export function firstLineOf(thrown: unknown): string {
  return textOf(thrown).split('\n', 1)[0]!.replace(/\.$/, '');
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'something that cannot be written out';
  }
}
