/** @type {import('jest').Config} */
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2024',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/.kafka',
    '<rootDir>/.registry',
    '<rootDir>/.python',
    '<rootDir>/.toolchain',
  ],
};

export default {
  randomize: true,
  // More than there may be cores: those of Kafka mostly wait.
  maxWorkers: 4,
  // Several times what the longest takes alone: those beside it may be busy.
  testTimeout: 120_000,
  // What a worker has loaded in a hundred specs takes longer than half a second to be taken apart.
  workerGracefulExitTimeout: 10_000,
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    { ...base, displayName: 'http', testMatch: ['<rootDir>/test/http/**/*.spec.ts'] },
    { ...base, displayName: 'rules', testMatch: ['<rootDir>/test/rules/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'helm',
      testMatch: ['<rootDir>/test/helm/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/helm/global-setup.ts',
    },
    {
      ...base,
      displayName: 'kafka',
      testMatch: ['<rootDir>/test/kafka/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/kafka-global-setup.ts',
      globalTeardown: '<rootDir>/test/support/kafka-global-teardown.ts',
    },
  ],
};
