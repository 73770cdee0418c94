import type { Observation } from '../model/measurement.ts';
import { observeChangedInput } from './changed-input.ts';
import { observeGlobals } from './global-access.ts';
import type { PreparedSubject } from './subject.ts';

/**
 * What its user should know of a subject that has been measured, as a part of its measurement: nothing where there is
 * nothing. Calls the function a few times more where its first call changed what it was given.
 */
export async function observe(subject: PreparedSubject): Promise<{ readonly observations?: readonly Observation[] }> {
  const observations = [...subject.hints, ...(await observeChangedInput(subject)), ...observeGlobals(subject.call)];
  return observations.length > 0 ? { observations } : {};
}
