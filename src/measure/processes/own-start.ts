import { nameOfOwner, OWNER_PATTERN, type Owner, ownerFrom, thisOwner } from '../../files/owner.ts';

const BEGINNING = '--started-by-evenkeel=';
const ARGUMENT = new RegExp(`^${BEGINNING}${OWNER_PATTERN}$`);

/** What evenkeel gives a worker's program to tell that it started it, as its last argument: it says which process did. */
export function startedByThis(): string {
  return BEGINNING + nameOfOwner(thisOwner());
}

/** The process that started a worker, by the arguments of that; null where they are none of a worker's. */
export function starterFrom(argv: readonly string[]): Owner | null {
  const groups = ARGUMENT.exec(argv.at(-1) ?? '')?.slice(1);
  return groups === undefined ? null : ownerFrom(groups);
}

/**
 * Whether evenkeel started this process; the argument that says so is taken away. The code under test then sees none, and
 * neither do processes that it starts like its own one: `cluster.fork()` and `fork(process.argv[1])` run the worker's program.
 */
export function takeOwnStart(argv: string[]): boolean {
  if (starterFrom(argv) === null) return false;
  argv.pop();
  return true;
}

/** For a process that evenkeel did not start. */
export const STARTED_BY_ANOTHER =
  "This process runs evenkeel's own program for measuring, which evenkeel did not start here: a performance test did, with " +
  '`cluster.fork()`, `fork(process.argv[1])` or the like, which start the program of their own process again. Name the ' +
  "file to start: `cluster.setupPrimary({ exec: './server.js' })` before `cluster.fork()`, or `fork('./server.js')`.";
