const NOBODY = 65_534;

/**
 * Root may write anything, so a test that root runs becomes somebody else for a while.
 * @returns what makes it root again.
 */
export function asOrdinaryUser(): () => void {
  if (process.getuid?.() !== 0) return () => undefined;
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  return () => {
    process.seteuid?.(0);
    process.setegid?.(0);
  };
}
