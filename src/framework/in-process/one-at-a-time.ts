let last: Promise<unknown> = Promise.resolve();

/** Runs tasks one after the other, however many are started: two at once would measure each other. */
export function oneAtATime<Result>(task: () => Promise<Result>): Promise<Result> {
  const turn = last.then(task);
  last = turn.catch(() => undefined);
  return turn;
}
