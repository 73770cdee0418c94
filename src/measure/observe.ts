import type { Observation } from '../model/measurement.ts';
import { observeChangedInput } from './changed-input.ts';
import { observeChangedState } from './changed-state.ts';
import { observeGlobals } from './global-access.ts';
import type { PreparedSubject } from './subject.ts';

/**
 * What its user should know of a subject that has been measured, as a part of its measurement: nothing where there is
 * nothing. Calls the function a few times more where its first call changed what it was given, or what it closes over.
 */
export async function observe(subject: PreparedSubject): Promise<{ readonly observations?: readonly Observation[] }> {
  const changes = await observeChangedInput(subject);
  const observations = [
    ...subject.hints,
    ...changes,
    // What is given may be a variable outside of the function as well; once is enough.
    ...(changes.length > 0 ? [] : await observeChangedState(subject)),
    ...observeGlobals(subject.call),
  ];
  return observations.length > 0 ? { observations } : {};
}
