import { homedir } from 'node:os';
import { join } from 'node:path';

/** Variables of the environment. */
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Evenkeel's directory among the user's other caches, which may not be there; null where the user has none.
 *
 * Source: XDG Base Directory Specification; Apple's File System Programming Guide; Windows' known folders.
 */
export function userCacheDirectory(
  platform: NodeJS.Platform,
  env: Variables,
  home: () => string = homedir,
): string | null {
  const caches = cachesOf(platform, env, home);
  return caches === null ? null : join(caches, 'evenkeel');
}

function cachesOf(platform: NodeJS.Platform, env: Variables, ofUser: () => string): string | null {
  if (platform === 'win32') return env.LOCALAPPDATA || null;
  const home = env.HOME || orNull(ofUser);
  if (!home) return null;
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : env.XDG_CACHE_HOME || join(home, '.cache');
}

// Throws for a user whom the system has no entry of, as containers that are started with any number for one do.
function orNull(home: () => string): string | null {
  try {
    return home();
  } catch {
    return null;
  }
}
