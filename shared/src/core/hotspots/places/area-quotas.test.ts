import { describe, expect, it } from 'vitest'
import { DomainError } from '../../errors.ts'
import { checkQuotas, type AreaQuota } from './area-quotas.ts'

const AREAS = ['Camden', 'Islington', 'Hackney', 'Havering']
const refusal = (quotas: readonly AreaQuota[], areas: readonly string[] = AREAS): [string, string] => {
  try {
    checkQuotas(quotas, areas, 20)
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.message]
    throw error
  }
  return ['', '']
}

describe('checkQuotas', () => {
  it('takes quotas that fit, up to the whole top', () => {
    const quotas = [
      { area: 'Camden', least: 15, most: 15 },
      { area: 'Hackney', least: 5 },
      { area: 'Islington', most: 0 },
    ]
    expect(checkQuotas(quotas, AREAS, 20)).toBe(quotas)
  })
  it('refuses leasts that are more than the top, naming them', () => {
    const [code, message] = refusal([
      { area: 'Camden', least: 15 },
      { area: 'Islington', most: 3 },
      { area: 'Hackney', least: 6 },
    ])
    expect(code).toBe('INFEASIBLE')
    expect(message).toContain('at least 21 hotspots (Camden 15, Hackney 6), more than the 20')
  })
  it('refuses a least above its most', () => {
    expect(refusal([{ area: 'Camden', least: 4, most: 3 }])).toEqual([
      'INFEASIBLE',
      'The quota of "Camden" wants at least 4 and at most 3 hotspots. Lower least or raise most.',
    ])
  })
  it('refuses an area that is not there, with the nearest names', () => {
    const [code, message] = refusal([{ area: 'hackny', least: 1 }])
    expect(code).toBe('INVALID_INPUT')
    expect(message).toContain('There is no area "hackny". The nearest names: "Hackney", "Camden", "Havering"')
    expect(refusal([{ area: 'Camden', least: 1 }], [])[1]).toContain('no areas are loaded')
  })
  it('refuses an area named twice, a quota that says nothing, and numbers that are none', () => {
    expect(
      refusal([
        { area: 'Camden', least: 1 },
        { area: 'Camden', most: 2 },
      ])[1],
    ).toContain('two quotas')
    expect(refusal([{ area: 'Camden' }])[1]).toContain('neither least nor most')
    expect(refusal([{ area: 'Camden', least: -1 }])[1]).toContain('least -1')
    expect(refusal([{ area: 'Camden', most: 1.5 }])[1]).toContain('most 1.5')
    expect(refusal([{ area: 'Camden', most: 10_001 }])[1]).toContain('0 to 10000')
  })
})
