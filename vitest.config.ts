import { defineConfig } from 'vitest/config';

export const config = defineConfig({
  test: {
    globalSetup: './test/template.ts',
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 240_000,
    pool: 'threads',
    maxWorkers: 2,
  },
});

// vitest reads the default export of this file; everything else in the project exports by name.
export { config as default };
