import type { Observation } from '../model/measurement.ts';
import { observeChangedInput } from './changed-input.ts';
import { observeChangedState } from './changed-state.ts';
import { observeGlobals } from './global-access.ts';
import { observeLeftRunning } from './left-running.ts';
import type { PreparedSubject } from './subject.ts';

/**
 * What its user should know of a subject that has been measured, as a part of its measurement: nothing where there is
 * nothing. Calls the function once more unless it is slow, and a few times where it changes what it is given or what it
 * closes over, or leaves something running.
 * @param location what a call took, in seconds.
 */
export async function observe(
  subject: PreparedSubject,
  location: number,
): Promise<{ readonly observations?: readonly Observation[] }> {
  // What was returned says more precisely what was only started.
  const running = subject.hints.length > 0 ? [] : await observeLeftRunning(subject, location);
  const changes = await observeChangedInput(subject);
  const observations = [
    ...subject.hints,
    ...running,
    ...changes,
    // What is given may be a variable outside of the function as well; once is enough.
    ...(changes.length > 0 ? [] : await observeChangedState(subject)),
    ...observeGlobals(subject.call),
  ];
  return observations.length > 0 ? { observations } : {};
}
