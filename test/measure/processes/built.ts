import { fileURLToPath } from 'node:url';

const builtFile = (path: string) => fileURLToPath(new URL(`../../../dist/${path}`, import.meta.url));

/** The programs that worker pools start. Processes run what was built, so `npm test` builds first. */
export const programs = {
  worker: builtFile('measure/processes/worker.js'),
  reaper: builtFile('measure/processes/reaper-main.js'),
};

/** The `evenkeel` command. */
export const command = builtFile('cli/main.cjs');

/** A built module, as the URL that a script imports it by. */
export const builtModule = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
