// Runs all tests, in two parts with one closing line: simulations, which take several times as long where coverage is counted,
// without it, and then all others with it. Arguments are Vitest's: `npm test -- test/judge`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VITEST = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const PARTS = [
  ['--project', 'simulations'],
  ['--project', '!simulations', '--coverage'],
];

const directory = mkdtempSync(join(tmpdir(), 'evenkeel-tests-'));
try {
  const env = { ...process.env, EVENKEEL_TEST_COUNTS: join(directory, 'counts') };
  for (const part of PARTS) {
    const args = [VITEST, 'run', ...part, ...process.argv.slice(2)];
    const filtered = process.argv.length > 2 ? ['--passWithNoTests'] : [];
    const { status } = spawnSync(process.execPath, [...args, ...filtered], { stdio: 'inherit', env });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
