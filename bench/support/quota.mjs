import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PERIOD = 100_000;
const VERSIONS = [
  // One hierarchy of all controllers.
  {
    root: '/sys/fs/cgroup',
    isThere: (root) => readOrNothing(join(root, 'cgroup.subtree_control')).includes('cpu'),
    limit: (group, quota) => writeFileSync(join(group, 'cpu.max'), `${quota} ${PERIOD}`),
  },
  // A hierarchy for each controller.
  {
    root: '/sys/fs/cgroup/cpu',
    isThere: (root) => existsSync(join(root, 'cpu.cfs_quota_us')) || existsSync(join(root, 'cgroup.procs')),
    limit: (group, quota) => {
      writeFileSync(join(group, 'cpu.cfs_period_us'), `${PERIOD}`);
      writeFileSync(join(group, 'cpu.cfs_quota_us'), `${quota}`);
    },
  },
];

/**
 * A control group whose processes may together use so many processors: `{enter, remove}`, or the reason why there can be
 * none. `enter` moves the process with this id into it; what that starts from then on is in it as well.
 */
export function makeQuota(processors) {
  const version = VERSIONS.find(({ root, isThere }) => isThere(root));
  if (!version) return 'this machine has no processor quotas';
  const group = join(version.root, `evenkeel-${process.pid}`);
  try {
    mkdirSync(group);
    version.limit(group, Math.round(processors * PERIOD));
  } catch (error) {
    return `no control group could be made: ${error.message}`;
  }
  return {
    enter: (pid) => writeFileSync(join(group, 'cgroup.procs'), `${pid}`),
    remove: () => rmdirSync(group),
  };
}

function readOrNothing(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
