import { examine } from '../framework/result/doctor-report.ts';
import type { Terminal } from './terminal.ts';

/** The options of `evenkeel doctor`, as Commander gives them. */
export interface DoctorFlags {
  readonly json?: boolean;
}

/** `evenkeel doctor`: returns the exit code, which is 0 whatever was found. */
export async function doctor(
  { json }: DoctorFlags,
  terminal: Terminal,
  options: Parameters<typeof examine>[0] = {},
): Promise<number> {
  const report = await examine(options);
  if (json) {
    const { renderDoctorJson } = await import('../report/json.ts');
    terminal.out(renderDoctorJson(report));
  } else {
    const { renderDoctor } = await import('../report/doctor.ts');
    terminal.draw(renderDoctor(report, terminal));
  }
  return 0;
}
