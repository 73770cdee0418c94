import { now } from '../../measure/clock.ts';

/** Time that runs from when measuring begins: making things ready does not count. */
export interface Clock {
  begin(): void;
  isTimeOver(): boolean;
}

/** Does something that may take what is left of the time but for a part of it. Of no more than that it is told. */
export async function spending(
  budget: { seconds: number },
  kept: number,
  work: (clock: Clock) => Promise<void>,
): Promise<void> {
  let start: number | null = null;
  const spent = () => (start === null ? 0 : now() - start);
  await work({
    begin: () => {
      start = now();
    },
    isTimeOver: () => spent() > budget.seconds - kept,
  });
  budget.seconds -= spent();
}
