// Sets the time of day of this process by SHIFT_DAYS, once it has run for SHIFT_AFTER_MS.
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
