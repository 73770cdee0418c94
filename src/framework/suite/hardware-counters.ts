import { runCommand } from '../../environment/doctor/commands.ts';
import { askHardwareCounters } from '../../environment/doctor/hardware-counters.ts';
import { thisHost } from '../../environment/host.ts';
import { INSTRUCTIONS_EVENT } from '../../measure/metrics/groups.ts';
import type { HardwareCounters } from '../../model/doctor.ts';

/** How instructions are counted. */
export interface InstructionCounter {
  /** What perf counts, by its name there. */
  readonly event: string;
  /** Whether that can be counted here. */
  ask(): Promise<HardwareCounters>;
}

/** A counter that looks for itself whether there is one, once, when it is first asked. */
export function instructionCounter(event: string = INSTRUCTIONS_EVENT): InstructionCounter {
  let answer: Promise<HardwareCounters> | null = null;
  return {
    event,
    ask() {
      answer ??= askHardwareCounters(thisHost(), runCommand, event);
      return answer;
    },
  };
}
