import { defineConfig } from 'vitest/config';

/** Names of the only subjects that the matrix is to play, separated by commas: few of them need no machine of their own. */
const someSubjects = process.env.WAPROOF_MATRIX !== undefined;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // By default one core is left free for whoever watches.
          maxWorkers: '100%',
          include: ['test/{unit,conformance,openapi,clients}/**/*.test.ts', 'test/architecture.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        // Whole programs in real time: started processes, sockets, seconds. They mostly wait, so more files than cores.
        test: {
          name: 'whole',
          maxWorkers: 3,
          include: ['test/cli/**/*.test.ts', 'test/dashboards/**/*.test.ts', 'test/report/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Twenty bots at once, judged by their timing too: they get the machine to themselves.
        test: {
          name: 'matrix',
          maxWorkers: 3,
          include: ['test/scenarios/**/*.test.ts'],
          testTimeout: 400_000,
          sequence: { groupOrder: someSubjects ? 1 : 2 },
        },
      },
    ],
  },
});
