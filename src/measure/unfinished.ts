/** Whether `await` would call this value's `then`: a promise of any make. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
  return typeof (value as { then?: unknown }).then === 'function';
}

// Timers, and what the operating system was asked for; not connections and servers, which are kept for later calls.
const STARTED = /^(?:Timeout|Immediate|ProcessWrap)$|Req(?:Callback|Promise|Wrap)?$|ConnectWrap$/;

/** How much this process has started and not seen the end of: timers, child processes, file operations, requests. */
export function countStarted(): number {
  return process.getActiveResourcesInfo().filter((name) => STARTED.test(name)).length;
}
