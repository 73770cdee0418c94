// The arrows between the rooms of src/. A room may import what the list of rooms says, and nothing else.
import { nameOf, ROOMS } from './scripts/rooms.mjs';

const path = (room) => `^src/${room}(/|\\.ts$)`;

export default {
  forbidden: [
    ...ROOMS.map(({ room, may, because }) => ({
      name: `${nameOf(room)}-imports`,
      comment: `${room}: ${because}`,
      severity: 'error',
      from: { path: path(nameOf(room)) },
      to: { path: '^src/', pathNot: [nameOf(room), ...may].map(path) },
    })),
    {
      name: 'textbook-is-apart',
      comment:
        'what users ask StatisticalValidator or the exported statistics for; no verdict, stored run or report goes by it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(statistics/textbook/|framework/|index\\.ts$)' },
      to: { path: '^src/statistics/textbook/' },
    },
    { name: 'no-circular', severity: 'error', comment: 'no room is in a cycle', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'a module that nothing imports is dead, or an entry that belongs in this list',
      from: {
        orphan: true,
        pathNot: [
          '^src/(index|analysis/index|cli/main|measure/processes/(worker|reaper-main)|suite/loading/typescript-hooks)\\.ts$',
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
        'what ships must not need what is there for development; Commander is built in, expect only has types added to it, Vitest is the host of its integration, pg is an optional peer, uPlot is inside the script of pages',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(commander|expect|pg|uplot|vitest)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
