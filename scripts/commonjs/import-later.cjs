const vm = require('node:vm');
const { channel } = require('node:diagnostics_channel');
const { pathToFileURL, URL } = require('node:url');

// Imports a module, given as `node:…` or by its path from this file, as Node does. Jest runs files in contexts of their own, where `import()` needs a flag; there it is
// done in the context of the process: by evenkeel's reporter or runner, or where neither is at work, by what Node calls
// experimental.
exports.importLater = function importLater(specifier) {
  const { href } = new URL(specifier, pathToFileURL(__filename));
  if (vm.runInThisContext('globalThis') === globalThis) return import(href);
  const question = { importNatively: null };
  channel('evenkeel:import').publish(question);
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  question.importNatively ??= vm.runInThisContext('(href) => import(href)', { importModuleDynamically });
  return question.importNatively(href);
};
