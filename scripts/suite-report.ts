/** What one run of vitest came to. */
export interface SuiteResult {
  passed: number
  failed: number
  /** full names: a test that can be skipped says in its name when and why */
  skipped: string[]
}

interface VitestReport {
  testResults: {
    name: string
    status: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

/**
 * Counts the tests of vitest's JSON report.
 *
 * A file that could not be loaded has no tests of its own and counts as one failure; so does a run that ended badly
 * though every test passed (an error outside the tests), left no report, or had no test at all.
 */
export function readSuite(json: string | undefined, isExitClean: boolean): SuiteResult {
  const result: SuiteResult = { passed: 0, failed: 0, skipped: [] }
  for (const file of parseReport(json)) {
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') result.passed += 1
      else if (status === 'failed') result.failed += 1
      else result.skipped.push(fullName)
    }
    const isFailureCounted = file.assertionResults.some((test) => test.status === 'failed')
    if (file.status === 'failed' && !isFailureCounted) result.failed += 1
  }
  const isEmpty = result.passed + result.failed + result.skipped.length === 0
  if (result.failed === 0 && (!isExitClean || isEmpty)) result.failed = 1
  return result
}

function parseReport(json: string | undefined): VitestReport['testResults'] {
  if (json === undefined) return []
  try {
    return (JSON.parse(json) as VitestReport).testResults
  } catch {
    return [] // cut short: the run ended badly, which the caller sees
  }
}
