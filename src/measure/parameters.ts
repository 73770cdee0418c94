const WITHOUT_PARAMETERS = /^(?:async\b\s*)?(?:function\b\s*)?[\w$]*\s*\(\s*\)/;
const MAY_READ_ALL = /\barguments\b|\[native code\]/;

/**
 * Whether a function may look at what it is given. `length` alone does not tell, because it leaves out parameters with
 * defaults and rest parameters. Where the source is not plain enough to see that there are none, the answer is yes.
 */
export function mayTakeParameters(fn: (...args: never[]) => unknown): boolean {
  if (fn.length > 0) return true;
  const source = Function.prototype.toString.call(fn);
  return !WITHOUT_PARAMETERS.test(source) || MAY_READ_ALL.test(source);
}
