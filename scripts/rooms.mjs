// The rooms of src/ and their arrows, once: .dependency-cruiser.mjs holds the code to them, and docs/architecture.md shows
// them as a table (`npm run docs` writes it).

/**
 * A room, and what it may import besides itself; nothing else.
 * @typedef {{ room: string, does: string, may: readonly string[], because: string }} Room
 *   `room` as it is called in src/: a directory ends with a slash.
 */

/** @type {readonly Room[]} */
export const ROOMS = [
  {
    room: 'errors.ts',
    does: 'the errors that users can meet',
    may: ['output'],
    because: 'the vocabulary of failure is below everything; it is written to be printed',
  },
  {
    room: 'nearest-names.ts',
    does: 'what a misspelt name was meant to be',
    may: [],
    because: 'for the messages of any room',
  },
  {
    room: 'option.ts',
    does: 'what an option accepts: its check, its words, its schema',
    may: ['model', 'nearest-names'],
    because: 'for the tables of tests and of the configuration',
  },
  {
    room: 'awaited.ts',
    does: "what is waited for that only somebody else's code can bring about",
    may: [],
    because: 'whoever notices that it never comes says what it was',
  },
  {
    room: 'real-time.ts',
    does: 'clocks and timers as they were before a test replaced them',
    may: [],
    because: 'every room that tells the time takes it from here',
  },
  { room: 'ask-program.ts', does: 'what another program answers, within a time', may: [], because: 'for any room' },
  {
    room: 'files/',
    does: 'writing that stays where it belongs and leaves nothing half done or behind: whole files, directories, temporary ones, leftovers',
    may: ['real-time', 'errors'],
    because: 'for any room that writes',
  },
  {
    room: 'caught-errors.ts',
    does: "which errors of the project's modules were caught: Node tells some a second time",
    may: [],
    because: 'for who loads modules, and who ends a command',
  },
  {
    room: 'real-files.ts',
    does: 'refuses to work where a test has replaced the file system',
    may: ['errors'],
    because: "every class that needs files in a user's process asks it first",
  },
  {
    room: 'text-file.ts',
    does: 'the text of a file, or an error that names the encoding that it is in instead of UTF-8',
    may: [],
    because: 'for the rooms that read what people wrote',
  },
  {
    room: 'bounded-json.ts',
    does: 'JSON of whoever, read within bounds',
    may: [],
    because: 'for the rooms that read some',
  },
  {
    room: 'output/',
    does: 'sanitizing: what is written where people and CI systems read, and nothing that steers them',
    may: [],
    because: 'nothing is printed that has not gone through it',
  },
  {
    room: 'model/',
    does: 'plain data types that cross rooms, and what their numbers can be (`bounds.ts`)',
    may: [],
    because: 'no logic',
  },
  {
    room: 'statistics/',
    does: 'numbers in, numbers out: `core/` for verdicts, the store and reports, `textbook/` for users alone',
    may: ['model', 'errors'],
    because: 'no clock, no I/O; randomness is an argument',
  },
  {
    room: 'analysis/',
    does: 'what stored histories say: steps, drift, rhythm; an entry of its own, `evenkeel/analysis`',
    may: ['real-time', 'model', 'errors', 'statistics'],
    because: 'pure functions of figures and times; is given histories and never fetches them',
  },
  {
    room: 'suite/',
    does: 'what a performance file declares; loading it',
    may: ['real-time', 'real-files', 'model', 'errors', 'caught-errors', 'nearest-names', 'option', 'text-file'],
    because: 'knows nothing of how it is measured',
  },
  {
    room: 'dependencies/',
    does: "`DependencyResolver`: the project's modules, and what stands in for missing ones",
    may: ['real-time', 'real-files', 'model', 'errors', 'statistics', 'nearest-names'],
    because: 'is given recorded times, never fetches them',
  },
  {
    room: 'measure/',
    does: 'clock, batches, warm-up, sampling, control kernel; `processes/` starts workers',
    may: ['real-time', 'ask-program', 'files', 'model', 'errors', 'statistics', 'suite', 'dependencies'],
    because: 'runs what a suite declares; of `dependencies` it asks which fallbacks were called',
  },
  {
    room: 'environment/',
    does: 'CI vendor, machine, load, calibration, the key that separates machines',
    may: [
      'real-time',
      'real-files',
      'ask-program',
      'files',
      'model',
      'errors',
      'statistics',
      'measure',
      'bounded-json',
    ],
    because: 'calibrating is running the control kernel',
  },
  {
    room: 'judge/',
    does: '`history/`: past runs and a new one; `revisions/`: pairs; `bisect/`: where a step is; `metrics/`; `files/`: two files; `across/`: projects; `functions/` → verdict',
    may: ['model', 'errors', 'statistics'],
    because: 'is given the baseline and never fetches it',
  },
  {
    room: 'baselines/',
    does: 'the store contract and its drivers: memory, `sqlite/`, `postgres/`; what waits for a server (`spool/`)',
    may: ['bounded-json', 'real-time', 'files', 'model', 'errors', 'output', 'statistics'],
    because: 'stores summaries and reads them back',
  },
  {
    room: 'revisions/',
    does: 'git: a revision checked out beside the tree, made ready to run',
    may: ['bounded-json', 'real-time', 'files', 'model', 'errors'],
    because: 'knows nothing of what is run there',
  },
  {
    room: 'config/',
    does: 'options, their defaults, and where their values come from',
    may: [
      'awaited',
      'real-time',
      'real-files',
      'files',
      'model',
      'errors',
      'nearest-names',
      'option',
      'suite',
      'text-file',
    ],
    because:
      "decides nothing: it answers plain values; of `suite` how a project's module is loaded, and what a command may say",
  },
  {
    room: 'setup/',
    does: '`evenkeel init`: what a project uses, and the files that it needs',
    may: ['ask-program', 'bounded-json', 'files', 'model', 'errors', 'config', 'text-file'],
    because: 'measures nothing',
  },
  {
    room: 'report/',
    does: 'results → terminal, JSON, documents, log lines, and pages (`html/`, of which `browser/` runs in them)',
    may: ['bounded-json', 'real-time', 'model', 'errors', 'statistics', 'nearest-names', 'output'],
    because: 'pure functions of results',
  },
  {
    room: 'ingest/',
    does: 'results of other harnesses: a reader for each in `formats/`, found by content',
    may: ['real-time', 'model', 'errors', 'bounded-json', 'nearest-names', 'statistics'],
    because: 'reads files and judges nothing',
  },
  {
    room: 'framework/',
    does: 'the composer: `api/` (what programs call), `suite/` (the command run), `compare/`, `bisect/`, `confirm/` (what to compare a suspect with), `gate/`, `in-process/`, `ingest/`, `compare-files/`, `commands/`, `metrics/` (judged and recorded), `shards/` (parts of a suite), `store/`, `across/` (projects side by side), `trends/`, `result/`',
    may: [
      'bounded-json',
      'ask-program',
      'real-time',
      'real-files',
      'model',
      'errors',
      'nearest-names',
      'files',
      'text-file',
      'statistics',
      'analysis',
      'environment',
      'suite',
      'dependencies',
      'measure',
      'judge',
      'baselines',
      'revisions',
      'config',
      'ingest',
    ],
    because: 'reads as the recipe: measure, summarise, judge, record',
  },
  {
    room: 'integrations/',
    does: 'test runners: `shared/` for all of them, and a room for each',
    may: [
      'real-time',
      'files',
      'model',
      'errors',
      'output',
      'suite',
      'dependencies',
      'environment',
      'config',
      'report',
      'framework',
    ],
    because: 'a test of a runner becomes one of ours',
  },
  {
    room: 'cli/',
    does: 'words in, words and exit codes out',
    may: [
      'awaited',
      'real-time',
      'caught-errors',
      'files',
      'framework',
      'config',
      'setup',
      'report',
      'model',
      'errors',
      'text-file',
      'output',
    ],
    because: 'the only room that reads the command line',
  },
  {
    room: 'index.ts',
    does: 'the public API',
    may: [
      'real-time',
      'errors',
      'model',
      'config',
      'dependencies',
      'environment',
      'framework',
      'ingest',
      'report',
      'statistics',
      'suite',
    ],
    because: 'named exports, nothing else',
  },
];

/**
 * What a room is called where it is imported.
 * @param {string} room
 */
export function nameOf(room) {
  return room.replace(/(?:\/|\.ts)$/, '');
}

/** The table of docs/architecture.md. */
export function roomsTable() {
  const rows = ROOMS.map(({ room, does, may, because }) => {
    return [`\`${room}\``, does, may.length === 0 ? '–' : may.join(', '), because];
  });
  const lines = [['room of `src/`', 'what it does', 'may import', 'because'], ['---', '---', '---', '---'], ...rows];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

const BEGIN = '<!-- Made from scripts/rooms.mjs by `npm run docs`. -->\n\n';
const END = '\n<!-- Up to here. -->\n';

/**
 * A page with the table as it must be, in place of the one that it has.
 * @param {string} page
 */
export function withRoomsTable(page) {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) throw new Error(`The page has no place for the table: ${BEGIN.trim()} … ${END.trim()}`);
  return page.slice(0, from + BEGIN.length) + roomsTable() + page.slice(to);
}
