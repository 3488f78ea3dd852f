import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['naisen-source'] },
  ssr: { resolve: { conditions: ['naisen-source'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'tools/**/*.test.ts',
      'cases/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    testTimeout: 30_000,
    // Tests with real packets and real programs mostly wait: one worker for each core, not one less.
    maxWorkers: '100%',
  },
});
