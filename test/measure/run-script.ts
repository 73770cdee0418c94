import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a module in a fresh process, where nothing but it has taught the optimising compiler anything, and answers what
 * it passes to `answer`.
 */
export async function runScript<Answer>(source: string, flags: readonly string[] = []): Promise<Answer> {
  const program = `const answer = (value) => process.stdout.write(JSON.stringify(value));\n${source}`;
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '--input-type=module', '-e', program], {
    env: { ...process.env, NODE_V8_COVERAGE: undefined, NODE_OPTIONS: '' },
  });
  return JSON.parse(stdout) as Answer;
}
