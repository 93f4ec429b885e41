import { describe, expect, it } from 'vitest'
import { judgeCruise } from './checks.ts'
import { readSuite } from './suite-report.ts'

const report = (...files: [status: string, ...tests: string[]][]): string =>
  JSON.stringify({
    testResults: files.map(([status, ...tests], file) => ({
      name: `${file}.test.ts`,
      status,
      assertionResults: tests.map((test) => ({ status: test, fullName: `${file} ${test}` })),
    })),
  })

describe('readSuite', () => {
  it('counts passed and failed tests and names skipped ones', () => {
    expect(readSuite(report(['failed', 'passed', 'failed'], ['passed', 'passed', 'skipped']), false)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['1 skipped'],
    })
  })
  it('counts a file that could not be loaded as one failure', () => {
    expect(readSuite(report(['failed'], ['passed', 'passed']), false).failed).toBe(1)
  })
  it.each([
    ['left no report', undefined, false],
    ['was cut short', '{"testResults":[', false],
    ['had no test', report(), true],
    ['ended badly though every test passed', report(['passed', 'passed']), false],
  ])('counts a run that %s as one failure', (_why, json, isExitClean) => {
    expect(readSuite(json, isExitClean).failed).toBe(1)
  })
})

describe('judgeCruise', () => {
  const cruise = (totalCruised: number, ...rules: string[]): string =>
    JSON.stringify({
      summary: { totalCruised, violations: rules.map((name) => ({ from: 'a', to: 'b', rule: { name } })) },
    })
  it('is content with enough modules and no violation', () => {
    expect(judgeCruise(cruise(10), 10)).toBeUndefined()
  })
  it('names each violation', () => {
    expect(judgeCruise(cruise(10, 'no-circular', 'core-packages'), 10)).toBe(
      'no-circular: a -> b\ncore-packages: a -> b',
    )
  })
  it('does not believe a report that saw too little', () => {
    expect(judgeCruise(cruise(9), 10)).toContain('saw 9 modules')
  })
  it('does not believe a report that is none', () => {
    expect(judgeCruise('', 10)).toContain('no report')
  })
})
