/** An error as the file system's own are: its message says the code, the reason, and the path. */
export function fileFailure(code: string, why: string, syscall: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${why}, ${syscall} '${path}'`), { code, path, syscall });
}
