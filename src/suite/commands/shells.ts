/** What runs lines where nobody says anything. */
export const DEFAULT_SHELL = process.platform === 'win32' ? 'cmd.exe' : 'sh';

/** The shell for what is run before and after a command, which has one even where the command has none. */
export function shellFor(shell: string | false | null): string {
  return shell === null || shell === false || shell === 'none' || shell === 'default' ? DEFAULT_SHELL : shell;
}
