import { defineConfig } from 'vitest/config'

/**
 * For what waits on conditions: a slow, busy machine is no reason to fail; what hangs still ends. No wait of a test is shorter than
 * this on purpose, and the time of a whole test leaves room for several.
 */
const PATIENT = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 120_000, interval: 50 } } }

/** Four suites, run apart by `npm test`: pure units, the rules of the house, integration on a real Postgres, and a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Style sheets are empty to tests, but for the one whose colours are looked at.
          css: { include: [/tokens\.css/] },
          ...PATIENT,
          // Files share nothing but modules without state, which are read once for all of them.
          isolate: false,
          include: [
            'shared/src/**/*.test.ts',
            'server/src/**/*.test.ts',
            'web/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'tests/bench/**/*.test.ts',
          ],
        },
      },
      { test: { name: 'house', ...PATIENT, include: ['tests/house/**/*.test.ts'] } },
      {
        test: {
          name: 'integration',
          ...PATIENT,
          isolate: false,
          include: ['tests/{integration,contract}/**/*.test.ts'],
          globalSetup: ['tests/helpers/postgres-global-setup.ts'],
        },
      },
      {
        test: {
          name: 'browser',
          ...PATIENT,
          // The files of a worker share its browser.
          isolate: false,
          include: ['tests/e2e/**/*.test.ts'],
          // The second starts the server that the files which change nothing share.
          globalSetup: ['tests/helpers/postgres-global-setup.ts', 'tests/e2e/support/demo-global-setup.ts'],
        },
      },
    ],
  },
})
