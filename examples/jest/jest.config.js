module.exports = {
  reporters: ['default', ['evenkeel/jest/reporter', { json: 'reports/performance.json' }]],
  projects: [
    {
      displayName: 'tests',
      testMatch: ['<rootDir>/test/*.test.js'],
      setupFilesAfterEnv: ['evenkeel/jest/setup'],
    },
    {
      displayName: 'performance files',
      testMatch: ['<rootDir>/test/*.perf.ts'],
      runner: 'evenkeel/jest/runner',
    },
  ],
};
