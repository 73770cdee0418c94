import type { Host } from './host.ts';

/** How the processors have spent their time since the machine started, in a unit of the platform's own. */
export interface ProcessorTimes {
  readonly total: number;
  readonly idle: number;
  /** Given by the hypervisor to other machines; null where the platform does not say. */
  readonly stolen: number | null;
}

/** The times of all processors together, from /proc/stat on Linux and from node:os elsewhere. */
export function readProcessorTimes(host: Host): ProcessorTimes {
  return (host.platform === 'linux' ? fromProcStat(host) : null) ?? fromNode(host);
}

/** Source: proc_stat(5). The guests' time that ends the line is part of the users' time that begins it. */
function fromProcStat(host: Host): ProcessorTimes | null {
  const text = host.readFile('/proc/stat');
  if (!text?.startsWith('cpu ')) return null;
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0, stolen = 0] = text
    .slice('cpu '.length, text.indexOf('\n'))
    .trim()
    .split(' ')
    .map(Number);
  const total = user + nice + system + idle + ioWait + irq + softIrq + stolen;
  return { total, idle: idle + ioWait, stolen };
}

function fromNode(host: Host): ProcessorTimes {
  const times = host.cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, { idle }) => sum + idle, 0);
  const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { total: idle + busy, idle, stolen: null };
}
