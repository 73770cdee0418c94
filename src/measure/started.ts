// Timers, and what the operating system was asked for; not connections and servers, which are kept for later calls.
const STARTED = /^(?:Timeout|Immediate|ProcessWrap)$|Req(?:Callback|Promise|Wrap)?$|ConnectWrap$/;

/** How much this process has started and not seen the end of: timers, child processes, file operations, requests. */
export function countStarted(): number {
  return process.getActiveResourcesInfo().filter((name) => STARTED.test(name)).length;
}
