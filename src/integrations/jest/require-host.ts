import { UsageError } from '../../errors.ts';
import { findHost, type JestHost } from './contact.ts';

/**
 * The host in this process.
 * @param argv of the process; Jest's worker processes show in it.
 * @throws {UsageError} that says what to change where there is none.
 */
export function requireHost(where: string, argv: readonly string[] = process.argv): JestHost {
  const host = findHost();
  if (host) return host;
  const isWorker = argv[1]?.includes('jest-worker') ?? false;
  throw new UsageError(`${where}: ${isWorker ? IN_WORKER : NOT_SET_UP}`, { data: { isWorker } });
}

const IN_WORKER =
  "this is one of several worker processes of Jest, whose files would measure each other. Run the performance tests in band: `jest --runInBand`; or give them a project of their own with `runner: 'evenkeel/jest/runner'`, which runs them in band after the others.";
const NOT_SET_UP =
  "evenkeel is not at work in this run of Jest. Add its reporter to the configuration of Jest: `reporters: ['default', 'evenkeel/jest/reporter']`; `--reporters` on the command line goes over that.";
