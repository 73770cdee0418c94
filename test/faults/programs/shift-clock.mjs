// Sets the time of day of this process by SHIFT_DAYS, once it has run for SHIFT_AFTER_MS: that of the machine, as far as
// a program can tell, so also what lies beneath a `Date` that was replaced.
import { syncBuiltinESMExports } from 'node:module';
import vm from 'node:vm';

const RealDate = Date;
const shift = Number(process.env.SHIFT_DAYS) * 86_400_000;
const from = Number(process.env.SHIFT_AFTER_MS ?? 0);
const now = () => RealDate.now() + (performance.now() >= from ? shift : 0);
globalThis.Date = class ShiftedDate extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }
  static now = now;
};
const { runInNewContext } = vm;
vm.runInNewContext = (code, ...rest) => (code === 'Date' ? Date : runInNewContext(code, ...rest));
syncBuiltinESMExports();
