import { defineConfig } from 'vitest/config';

export const config = defineConfig({
  test: {
    globalSetup: './test/template.ts',
    include: ['test/browser/**/*.browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});

// vitest reads the default export of this file; everything else in the project exports by name.
export { config as default };
