/** What evenkeel gives a worker's program to tell that it started it, as its last argument. */
export const STARTED_BY_EVENKEEL = '--started-by-evenkeel';

/**
 * Whether evenkeel started this process; the argument that says so is taken away. The code under test then sees none, and
 * neither do processes that it starts like its own one: `cluster.fork()` and `fork(process.argv[1])` run the worker's program.
 */
export function takeOwnStart(argv: string[]): boolean {
  if (argv.at(-1) !== STARTED_BY_EVENKEEL) return false;
  argv.pop();
  return true;
}

/** For a process that somebody else started. */
export const STARTED_BY_ANOTHER =
  "This process runs evenkeel's own program for measuring, which evenkeel did not start here: a performance test did, with " +
  '`cluster.fork()`, `fork(process.argv[1])` or the like, which start the program of their own process again. Name the ' +
  "file to start: `cluster.setupPrimary({ exec: './server.js' })` before `cluster.fork()`, or `fork('./server.js')`.";
