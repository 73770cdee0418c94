import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { packageVersion } from '../../../src/framework/result/version.ts';

it('is that of the manifest', () => {
  const { version } = createRequire(import.meta.url)('../../../package.json');
  expect(packageVersion()).toBe(version);
});
