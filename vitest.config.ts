import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/conformance/**/*.test.ts', 'test/architecture.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        // Whole programs in real time: started processes, sockets, seconds. They mostly wait, so more files than cores.
        test: {
          name: 'whole',
          maxWorkers: 4,
          include: [
            'test/scenarios/**/*.test.ts',
            'test/cli/**/*.test.ts',
            'test/dashboards/**/*.test.ts',
            'test/report/**/*.test.ts',
          ],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
