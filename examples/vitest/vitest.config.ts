import { evenkeel } from 'evenkeel/vitest/config';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [evenkeel({ output: { json: 'reports/performance.json', junit: 'reports/performance.xml' } })],
});
