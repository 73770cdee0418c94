import { describe, expect, it } from 'vitest';
import { NODE_VERSIONS, nodeBinary } from '../../scripts/node-versions.mjs';
import { project, runProgram } from './command.ts';

const FILES = {
  'package.json': '{ "type": "commonjs" }',
  'use.js': `
const { PerformanceTestFramework, PerformanceConfig, PerformanceTestingError, UsageError } = require('evenkeel');
(async () => {
  const framework = new PerformanceTestFramework();
  const result = await framework.runPerformanceTest('sum', () => 1 + 1, { iterations: 5, maxDuration: 0.05 });
  await framework.close();
  const errors = [
    await PerformanceConfig.fromFile('missing.toml').catch((error) => error),
    await framework.runPerformanceTest('closed', () => 1).catch((error) => error),
  ];
  const { UsageError: SameError } = await import('evenkeel');
  console.log(JSON.stringify({
    verdict: result.validation.verdict,
    own: errors.map((error) => error instanceof PerformanceTestingError),
    usage: errors.map((error) => error instanceof UsageError),
    same: errors.map((error) => error instanceof SameError),
  }));
})();`,
};

describe('require("evenkeel")', () => {
  it.each([process.execPath, ...NODE_VERSIONS.map(nodeBinary)])('works in %s', async (node) => {
    const cwd = project(FILES);
    const { out, err, exitCode } = await runProgram(node, ['use.js'], { cwd });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      verdict: 'no_baseline',
      own: [true, true],
      usage: [true, false],
      same: [true, false],
    });
  });
});
