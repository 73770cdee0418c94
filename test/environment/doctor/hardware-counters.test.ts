import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/environment/doctor/commands.ts';
import { askHardwareCounters } from '../../../src/environment/doctor/hardware-counters.ts';
import { thisHost } from '../../../src/environment/host.ts';
import { hostWith } from '../fixtures.ts';
import { answering, silent } from './answers.ts';

const STAT = 'perf stat --log-fd 1 -x , -e instructions:u -- true';
const PARANOID = '/proc/sys/kernel/perf_event_paranoid';
const VERSION = { 'perf --version': 'perf version 6.1.187\n' };

describe('askHardwareCounters', () => {
  it('finds that instructions can be counted', async () => {
    const run = answering({ [STAT]: '189482,,instructions:u,412034,100.00,,\n' });
    expect(await askHardwareCounters(hostWith({}), run)).toEqual({ instructions: true, reason: null });
  });

  it.each([
    [
      'a processor that shows none',
      { [STAT]: '<not supported>,,instructions:u,0,100.00,,\n' },
      {},
      /as in most virtual machines: take/,
    ],
    [
      'one that counted nothing',
      { [STAT]: '<not counted>,,instructions:u,0,0.00,,\n' },
      {},
      /perf counted none; look at/,
    ],
    ['no perf', {}, { [PARANOID]: '2\n' }, /no `perf` on the PATH.* install it \(Debian: linux-perf/],
    ['a kernel that forbids it', VERSION, { [PARANOID]: '3\n' }, /perf_event_paranoid is 3\): sudo sysctl .*=2$/],
    ['a container that forbids it', VERSION, { [PARANOID]: '2\n' }, /capability PERFMON/],
    ['a system that does not say why', VERSION, {}, /capability PERFMON/],
  ])('says why they cannot, and what to do, of %s', async (_, answers, files, reason) => {
    const found = await askHardwareCounters(hostWith(files), answering(answers));
    expect(found).toEqual({ instructions: false, reason: expect.stringMatching(reason) });
  });

  it('asks no other system', async () => {
    const found = await askHardwareCounters(hostWith({}, { platform: 'darwin' }), silent);
    expect(found).toEqual({ instructions: false, reason: expect.stringMatching(/a program of Linux/) });
  });

  it('answers something of this machine', async () => {
    const { instructions, reason } = await askHardwareCounters(thisHost(), runCommand);
    expect(instructions).toBe(reason === null);
  });
});
