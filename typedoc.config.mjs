// For `npm run check:docs`: every type that a public name speaks of is public itself, and every link and `@param` of a doc
// comment leads somewhere. Nothing is written; that the code compiles is checked by others.
import { entryPoints, sourceOf } from './scripts/entry-points.mjs';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  entryPoints: entryPoints(import.meta.dirname).map(sourceOf),
  tsconfig: 'tsconfig.build.json',
  emit: 'none',
  treatWarningsAsErrors: true,
  skipErrorChecking: true,
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  readme: 'none',
  // The tables of options are no API of their own: their fields are those of the types that are made from them.
  intentionallyNotExported: ['configFields', 'OptionsIn', 'TEST_OPTIONS', 'COMPARISON_OPTIONS'],
};
