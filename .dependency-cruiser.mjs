// The arrows of docs/architecture.md. A room may import what its rule lists, with the reason beside it; nothing else.
const rooms = [
  { room: 'errors', may: [], why: 'the vocabulary of failure is below everything' },
  { room: 'model', may: [], why: 'plain data types that cross rooms; no logic' },
  { room: 'nearest-names', may: [], why: 'what a misspelt name was meant to be, for the messages of any room' },
  { room: 'real-time', may: [], why: 'clocks and timers as they were before anybody replaced them, for any room' },
  {
    room: 'caught-errors',
    may: [],
    why: 'which errors of the project were caught, for who loads its modules and who ends a command',
  },
  { room: 'real-files', may: ['errors'], why: 'refuses fakes of the file system, for any room' },
  { room: 'temporary-directory', may: ['errors'], why: 'a directory for a while, or why there is none, for any room' },
  { room: 'text-file', may: [], why: 'the text of a file, or the encoding that it is in instead, for any room' },
  {
    room: 'statistics',
    may: ['model', 'errors'],
    why: 'pure numbers: it borrows type names and its own error, nothing that runs',
  },
  {
    room: 'environment',
    may: ['real-time', 'real-files', 'model', 'errors', 'statistics', 'measure'],
    why: 'calibration runs the control kernel, which measure owns',
  },
  {
    room: 'suite',
    may: ['real-time', 'model', 'errors', 'caught-errors', 'nearest-names', 'text-file'],
    why: 'what a performance file declares; knows nothing of how it is measured',
  },
  {
    room: 'dependencies',
    may: ['real-time', 'real-files', 'model', 'errors', 'statistics', 'nearest-names'],
    why: "loads the project's modules; is given recorded times and never fetches them",
  },
  {
    room: 'measure',
    may: ['real-time', 'model', 'errors', 'statistics', 'suite', 'dependencies'],
    why: 'runs what a suite declares; of statistics only its summaries, of dependencies which fallbacks were called',
  },
  { room: 'judge', may: ['model', 'errors', 'statistics'], why: 'is given the baseline and never fetches it' },
  {
    room: 'baselines',
    may: ['real-time', 'model', 'errors', 'statistics'],
    why: 'stores summaries and reads them back',
  },
  {
    room: 'revisions',
    may: ['model', 'errors', 'temporary-directory'],
    why: 'git, and a check-out made ready to run; knows nothing of what is run there',
  },
  {
    room: 'config',
    may: ['real-time', 'real-files', 'model', 'errors', 'nearest-names', 'suite', 'text-file'],
    why: "the options of rooms, and where their values come from; of suite only how a project's module is loaded",
  },
  {
    room: 'setup',
    may: ['model', 'errors', 'config', 'text-file'],
    why: 'what a project is and what makes it ready for performance tests; it measures nothing',
  },
  {
    room: 'report',
    may: ['real-time', 'model', 'errors', 'statistics', 'nearest-names'],
    why: 'pure functions of results',
  },
  {
    room: 'framework',
    may: [
      'real-time',
      'real-files',
      'model',
      'errors',
      'nearest-names',
      'temporary-directory',
      'text-file',
      'statistics',
      'environment',
      'suite',
      'dependencies',
      'measure',
      'judge',
      'baselines',
      'revisions',
      'config',
    ],
    why: 'the one composer: measure, summarise, judge, record',
  },
  {
    room: 'integrations',
    may: ['real-time', 'model', 'errors', 'suite', 'dependencies', 'environment', 'config', 'report', 'framework'],
    why: "a test runner's words in and out, and its tests' fixtures; of suite how performance files are declared and loaded",
  },
  {
    room: 'cli',
    may: ['real-time', 'caught-errors', 'framework', 'config', 'setup', 'report', 'model', 'errors', 'text-file'],
    why: 'words in, words and exit codes out',
  },
];

const path = (room) => `^src/${room}(/|\\.ts$)`;

export default {
  forbidden: [
    ...rooms.map(({ room, may, why }) => ({
      name: `${room}-imports`,
      comment: `${room}: ${why}`,
      severity: 'error',
      from: { path: path(room) },
      to: { path: '^src/', pathNot: [room, ...may].map(path) },
    })),
    { name: 'no-circular', severity: 'error', comment: 'no room is in a cycle', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'a module that nothing imports is dead, or an entry that belongs in this list',
      from: {
        orphan: true,
        pathNot: [
          '^src/(index|cli/main|measure/processes/(worker|reaper-main)|suite/loading/typescript-hooks)\\.ts$',
          '^src/model/',
          '\\.d\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      comment:
        'what ships must not need what is there for development; Commander is built in, expect only has types added to it, Vitest is the host of its integration',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(commander|expect|vitest)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
