import { describe, expect, it } from 'vitest';
import type { DoctorReport } from '../../src/model/doctor.ts';
import { renderDoctor } from '../../src/report/doctor.ts';
import { renderDoctorJson } from '../../src/report/json.ts';
import { displayWidth } from '../../src/report/text/width.ts';
import { findings } from '../environment/doctor/findings.ts';
import { environment } from './fixtures.ts';

const report: DoctorReport = {
  kind: 'doctor',
  schemaVersion: 1,
  evenkeelVersion: '1.2.3',
  ...findings({ host: { turbo: true, savesPower: false } }),
  environment: {
    ...environment,
    ciEnvironment: { ...environment.ciEnvironment, pullRequest: 7 },
    platformProfile: { ...environment.platformProfile, cpuQuota: 1.5 },
    runtimeConditions: ['max-opt-1'],
  },
  counters: { instructions: false, reason: 'there is no `perf` on the PATH: install it' },
  advice: ['Turbo is on. Switch it off.', 'The governor changes the frequency with the load. Set another one, then.'],
};

describe('renderDoctor', () => {
  it.each([40, 100])('matches its golden file at %i columns', async (width) => {
    const shown = renderDoctor(report, { color: false, width });
    for (const line of shown.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    await expect(shown).toMatchFileSnapshot(`golden/doctor-${width}.golden`);
  });

  it('says that it found nothing, and what is not known', () => {
    const { host, noise } = findings();
    const unknown = Object.fromEntries(
      Object.keys(host).map((name) => [name, null]),
    ) as unknown as DoctorReport['host'];
    const resources = { ...noise.resources, cpuOthersPercent: null, loadAverage: null };
    const shown = renderDoctor(
      { ...report, ...findings(), host: unknown, noise: { ...noise, resources }, advice: [] },
      { color: false, width: 100 },
    );
    expect(shown).toContain('Nothing was found');
    expect(shown).toMatch(/set-up +not known/);
    expect(shown).toMatch(/load +not known/);
    expect(shown).toMatch(/not CI +local/);
    expect(shown).toMatch(/virtual +nothing says so/);
  });

  it('lets no name steer the terminal', () => {
    const evil = { ...report.environment, environmentKey: 'linux\u001b[31m\u0007' };
    const shown = renderDoctor({ ...report, environment: evil }, { color: false, width: 100 });
    for (const steering of ['\u001b', '\u0007']) expect(shown).not.toContain(steering);
  });
});

describe('renderDoctorJson', () => {
  it('holds the whole report, advice before details', () => {
    const text = renderDoctorJson(report);
    expect(JSON.parse(text)).toEqual(report);
    expect(text.indexOf('"advice"')).toBeLessThan(text.indexOf('"environment"'));
  });
});
