import { describe, expect, it } from 'vitest';
import { examineMachine } from '../../../src/environment/doctor/examine.ts';
import { thisHost } from '../../../src/environment/host.ts';
import { examine } from '../../../src/framework/result/doctor-report.ts';
import { answering, silent } from './answers.ts';

const quick = { seconds: 0.01, calibrationCache: null };

describe('examineMachine', () => {
  it('examines this machine', async () => {
    const { environment, calibration, noise, advice } = await examineMachine({ ...quick, run: silent });
    expect(environment.platformProfile.baselineFactor).toBe(calibration.factor);
    expect(noise.passes).toBeGreaterThan(0);
    expect(Array.isArray(advice)).toBe(true);
  });

  it('calibrates anew', async () => {
    const first = await examineMachine({ ...quick, run: silent });
    const second = await examineMachine({ ...quick, run: silent });
    expect(second.calibration).not.toBe(first.calibration);
  });

  it("adds what the system's programs know of a virtual machine", async () => {
    const host = { ...thisHost(), platform: 'darwin' as const };
    const run = answering({ 'sysctl -n kern.hv_vmm_present': '1\n' });
    const { platformProfile } = (await examineMachine({ ...quick, host, run })).environment;
    expect(platformProfile.virtualized).toBe(true);
    expect(platformProfile.virtualizationEvidence).toContain('kern.hv_vmm_present is 1');
  });
});

describe('examine', () => {
  it('makes a report of it', async () => {
    const report = await examine({ ...quick, run: silent });
    expect(report).toMatchObject({ kind: 'doctor', schemaVersion: 1 });
    expect(report.evenkeelVersion).toMatch(/^\d+\.\d+\.\d+/);
  });
});
