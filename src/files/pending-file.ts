import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isGone, nameOfOwner, OWNER_PATTERN, ownerFrom, thisOwner } from './owner.ts';

/** A file that is being written, beside the one whose place it is to take. */
export interface PendingFile {
  write(piece: string | Uint8Array): void;
  /** Puts it in the place of the other one, which may be there or not. */
  replace(): void;
  /** Gives it the name, which nothing may have yet. */
  create(): void;
  /** Lets go of it, whatever became of it. */
  end(): void;
}

/**
 * Begins to write what is to be the file `target`, which is not a link, or is not there; its directory is.
 * @param mode of a file that is new, before the umask.
 * @throws an error of the file system that names the target, as everything that is done with the answer does.
 */
export function beginFile(target: string, mode = 0o666): PendingFile {
  const directory = dirname(target);
  removePending(directory);
  const path = join(directory, `.evenkeel-${nameOfOwner(thisOwner())}-${randomBytes(6).toString('hex')}.tmp`);
  const naming = <T>(work: () => T): T => namingTarget(work, path, target);
  const before = statSync(target, { throwIfNoEntry: false });
  const file = naming(() => {
    // A file that may not be written may not be replaced either.
    if (before) accessSync(target, constants.W_OK);
    return openSync(path, 'wx', mode);
  });
  let isOpen = true;
  const finish = () => {
    if (before) keepRights(file, before);
    // Or the name might be on the disk before the content is.
    fsyncSync(file);
    isOpen = false;
    closeSync(file);
  };
  return {
    write: (piece) => naming(() => writeFileSync(file, piece)),
    replace: () =>
      naming(() => {
        finish();
        renameSync(path, target);
        syncDirectory(directory);
      }),
    create: () =>
      naming(() => {
        finish();
        giveName(path, target);
        syncDirectory(directory);
      }),
    end() {
      if (isOpen) closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

const NAME = new RegExp(`^\\.evenkeel-${OWNER_PATTERN}-[0-9a-f]{12}\\.tmp$`);

// What a process left that was killed while it wrote.
function removePending(directory: string): void {
  for (const name of readdirSync(directory)) {
    const groups = NAME.exec(name)?.slice(1);
    if (groups === undefined || isGone(ownerFrom(groups)) !== true) continue;
    try {
      rmSync(join(directory, name));
    } catch {
      // Another user's, or gone meanwhile.
    }
  }
}

// The name under which it is written cannot be predicted.
function namingTarget<T>(work: () => T, path: string, target: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replaceAll(path, target);
    throw error;
  }
}

function keepRights(file: number, { mode, uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Another user's: it becomes this user's, who may write it.
  }
  fchmodSync(file, mode & 0o777);
}

function giveName(path: string, name: string): void {
  try {
    linkSync(path, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // Not every file system has second names.
    copyFileSync(path, name, constants.COPYFILE_EXCL);
  }
}

function syncDirectory(directory: string): void {
  try {
    const handle = openSync(directory, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows has none of it, and some file systems refuse it; the file itself is on the disk.
  }
}
