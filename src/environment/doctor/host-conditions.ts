import type { HostConditions } from '../../model/doctor.ts';
import type { Host, ReadFile } from '../host.ts';
import type { RunCommand } from './commands.ts';

const UNKNOWN: HostConditions = {
  governor: null,
  turbo: null,
  simultaneousThreads: null,
  clockSource: null,
  powerSource: null,
  savesPower: null,
};

/** How the machine is set up: from files on Linux, from the system's own programs on macOS and Windows. */
export async function askHostConditions({ platform, readFile }: Host, run: RunCommand): Promise<HostConditions> {
  if (platform === 'linux') return askLinux(readFile);
  if (platform === 'darwin') return askMacOs(run);
  return platform === 'win32' ? askWindows(run) : UNKNOWN;
}

const PROCESSORS = '/sys/devices/system/cpu';
const MAINS = ['AC', 'ACAD', 'AC0', 'ADP0', 'ADP1', 'Mains'];

/** Source: Linux, Documentation/admin-guide/pm/cpufreq.rst and intel_pstate.rst, ABI/testing/sysfs-class-power. */
function askLinux(readFile: ReadFile): HostConditions {
  const read = (path: string) => readFile(path)?.trim() || null;
  const noTurbo = flag(read(`${PROCESSORS}/intel_pstate/no_turbo`));
  const mains = MAINS.map((name) => flag(read(`/sys/class/power_supply/${name}/online`))).find((on) => on !== null);
  return {
    ...UNKNOWN,
    governor: read(`${PROCESSORS}/cpu0/cpufreq/scaling_governor`),
    turbo: noTurbo === null ? flag(read(`${PROCESSORS}/cpufreq/boost`)) : !noTurbo,
    simultaneousThreads: flag(read(`${PROCESSORS}/smt/active`)),
    clockSource: read('/sys/devices/system/clocksource/clocksource0/current_clocksource'),
    powerSource: mains === undefined ? null : powerSource(mains),
  };
}

function flag(text: string | null): boolean | null {
  return text === '0' || text === '1' ? text === '1' : null;
}

function powerSource(isMains: boolean): HostConditions['powerSource'] {
  return isMains ? 'mains' : 'battery';
}

/** Source: pmset(1). */
async function askMacOs(run: RunCommand): Promise<HostConditions> {
  const [battery, settings] = await Promise.all([run('pmset', ['-g', 'batt']), run('pmset', ['-g'])]);
  const source = /drawing from '(AC|Battery) Power'/.exec(battery ?? '')?.[1];
  const saving = /^\s*lowpowermode\s+([01])\b/m.exec(settings ?? '')?.[1] ?? null;
  return {
    ...UNKNOWN,
    powerSource: source === undefined ? null : powerSource(source === 'AC'),
    savesPower: flag(saving),
  };
}

// The scheme "Power saver" has this number in every language. Source: Windows, "powercfg command-line options".
const POWER_SAVER = 'a1841308-3541-4fab-bc81-f71556f20b4a';

async function askWindows(run: RunCommand): Promise<HostConditions> {
  const scheme = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(
    (await run('powercfg', ['/getactivescheme'])) ?? '',
  );
  return { ...UNKNOWN, savesPower: scheme === null ? null : scheme[0].toLowerCase() === POWER_SAVER };
}
