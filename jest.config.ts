import type { Config } from 'jest';

/** Plain CommonJS for Jest: no module flags, as in any ordinary project. */
const shared = {
  testEnvironment: 'node',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^halfclose$': '<rootDir>/harness/index.ts' },
} satisfies Config;

const scenarios = (backend: string) => ({
  ...shared,
  displayName: backend,
  globals: { HALFCLOSE_BACKEND: backend },
  testMatch: ['<rootDir>/scenarios/**/*.test.ts', `<rootDir>/harness/**/*.${backend}.test.ts`],
});

const config: Config = {
  // For what hangs: it says nothing of how long a test should take on a machine that has other things to do.
  testTimeout: 20_000,
  // A scenario mostly waits; by default Jest would leave one core of two idle.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/dist/reporter.js', ['jest-junit', { outputName: 'junit.xml' }]],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      // What tests and libraries look up most; in the context of a test, looking up a global is slow.
      sandboxInjectedGlobals: ['Math', 'Object', 'Array', 'Number', 'String'],
      testMatch: ['<rootDir>/{harness,reports}/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '\\.(netns|docker|browser)\\.test\\.ts$',
        '<rootDir>/reports/out/',
      ],
    },
    scenarios('netns'),
    scenarios('docker'),
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/{harness,reports}/**/*.browser.test.ts'] },
  ],
};

// The package is CommonJS, and node strips types but does not translate modules.
module.exports = config;
