// The public surface of the package as text, a file for each entry point, in api/: so that whoever reviews a change sees what
// it changes for users. `npm run api` writes the reports, `npm run check:api` says where they are not what the code is, and
// what has no doc comment.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { entryPoints } from './entry-points.mjs';

const DIRECTORY = 'api';
const NOT_REPORTED = { logLevel: 'none', addToApiReportFile: false };

/**
 * The reports of a package that is built, by the names of their files.
 * @param {string} root the directory of the package.
 * @returns {Readonly<Record<string, string>>}
 */
export function apiReports(root) {
  const work = mkdtempSync(join(tmpdir(), 'evenkeel-api-'));
  try {
    const entries = entryPoints(root);
    const configs = entries.map((entry) => configFor(root, entry, work));
    mkdirSync(join(work, 'reports'));
    // One compiler for all of them: they share most of their modules.
    const compilerState = CompilerState.create(configs[0], {
      additionalEntryPoints: entries.map(({ types }) => join(root, types)),
    });
    for (const config of configs) {
      const { succeeded } = Extractor.invoke(config, { compilerState, localBuild: true, messageCallback: quietly });
      if (!succeeded) throw new Error(`The declarations of ${config.mainEntryPointFilePath} cannot be read.`);
    }
    const names = readdirSync(join(work, 'reports'));
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(work, 'reports', name), 'utf8')]));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Where the reports in api/ are not what they must be, a sentence each.
 * @param {string} root
 * @param {Readonly<Record<string, string>>} now the reports of the package as it is.
 */
export function staleReports(root, now = apiReports(root)) {
  const kept = keptReports(root);
  return [...new Set([...Object.keys(now), ...Object.keys(kept)])].sort().flatMap((name) => {
    if (now[name] === kept[name]) return [];
    const lines = (text = '') => text.split('\n');
    const [before, after] = [lines(kept[name]), lines(now[name])];
    const changes = [
      ...before.filter((line) => !after.includes(line)).map((line) => `  - ${line}`),
      ...after.filter((line) => !before.includes(line)).map((line) => `  + ${line}`),
    ];
    return [[`${DIRECTORY}/${name} is not what the code is:`, ...changes].join('\n')];
  });
}

/**
 * What users can import and no doc comment says a word of, a sentence each.
 * @param {Readonly<Record<string, string>>} reports the reports of the package.
 */
export function undocumented(reports) {
  return Object.entries(reports).flatMap(([name, text]) => {
    const lines = text.split('\n');
    return lines.flatMap((line, i) => {
      if (!line.includes('(undocumented)')) return [];
      const isMember = line.startsWith(' ');
      const holder = isMember ? lines.slice(0, i).findLast((each) => /^(?:export )?[a-z].*\{$/.test(each)) : undefined;
      const of = holder === undefined ? '' : ` of \`${holder.replace(/ \{$/, '')}\``;
      return [`${DIRECTORY}/${name}: \`${(lines[i + 1] ?? '').trim()}\`${of} has no doc comment.`];
    });
  });
}

/**
 * Writes the reports, and removes those of entry points that there are none of any more.
 * @param {string} root
 */
export function writeReports(root) {
  const reports = apiReports(root);
  const directory = join(root, DIRECTORY);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  for (const [name, text] of Object.entries(reports)) writeFileSync(join(directory, name), text);
}

function keptReports(root) {
  const directory = join(root, DIRECTORY);
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}

function configFor(root, { specifier, types }, work) {
  const file = join(root, types);
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: file,
      compiler: { overrideTsconfig: { extends: join(root, 'tsconfig.json'), include: [], files: [file] } },
      apiReport: {
        enabled: true,
        reportFileName: `${specifier.replaceAll('/', '-')}.api.md`,
        reportFolder: join(work, 'reports'),
        reportTempFolder: join(work, 'temporary'),
        // The fields of the configuration are a type that is made from their table, which nobody imports. Other entry
        // points speak of the types of this one, which are in its report.
        includeForgottenExports: !specifier.includes('/'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        // Everything that is not marked as internal is public. Comments, links and what is not exported are questions for
        // typedoc, which looks at all entry points at once.
        extractorMessageReporting: { default: NOT_REPORTED },
        tsdocMessageReporting: { default: NOT_REPORTED },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  });
}

function quietly(message) {
  if (message.logLevel !== 'error') message.handled = true;
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..');
  if (process.argv.includes('--write')) writeReports(root);
  else {
    const reports = apiReports(root);
    const stale = staleReports(root, reports);
    const silent = undocumented(reports);
    if (stale.length > 0) {
      console.error(`${stale.join('\n')}\nIf users shall have this, \`npm run api\` writes the reports; commit them.`);
    }
    if (silent.length > 0) console.error(`${silent.join('\n')}\nSay what it is, in which unit, and what null means.`);
    process.exitCode = stale.length + silent.length > 0 ? 1 : 0;
  }
}
