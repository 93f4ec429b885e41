import { defineConfig } from 'vitest/config'

/** Four suites, run apart by `npm test`: pure units, the rules of the house, integration on a real Postgres, and a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Style sheets are empty to tests, but for the one whose colours are looked at.
          css: { include: [/tokens\.css/] },
          // A slow, busy machine is no reason to fail; a test that hangs still ends.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: [
            'shared/src/**/*.test.ts',
            'server/src/**/*.test.ts',
            'web/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'tests/bench/**/*.test.ts',
          ],
        },
      },
      { test: { name: 'house', include: ['tests/house/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'integration',
          include: ['tests/{integration,contract}/**/*.test.ts'],
          globalSetup: ['tests/helpers/postgres-global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          // The second starts the one server that the files share.
          globalSetup: ['tests/helpers/postgres-global-setup.ts', 'tests/e2e/support/demo-global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
