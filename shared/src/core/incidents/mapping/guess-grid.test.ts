import { describe, expect, it } from 'vitest'
import { guessGrid } from './guess-grid.ts'

const WESTMINSTER = ['530034', '180381'] as const
const SWAPPED = ['180381', '530034'] as const
/** Feet of Missouri's plane */
const ST_LOUIS = ['892345.6', '1003456.7'] as const

describe('guessGrid', () => {
  it('is the British one where at least half of the places that are known are on land by it', () => {
    expect(guessGrid([WESTMINSTER, WESTMINSTER, ST_LOUIS])).toBe('bng')
    expect(guessGrid([WESTMINSTER, ST_LOUIS])).toBe('bng')
    expect(guessGrid([WESTMINSTER, ST_LOUIS, ST_LOUIS])).toBe('EPSG:0')
    expect(guessGrid([WESTMINSTER, ['', ''], ['0', '0'], ST_LOUIS])).toBe('bng')
  })
  it('is the British one for halves that are swapped, which its rejects tell, and for decimal commas', () => {
    expect(guessGrid([SWAPPED])).toBe('bng')
    expect(guessGrid([['530034,5', '180381,5']])).toBe('bng')
  })
  it('is the British one for nothing', () => expect(guessGrid([])).toBe('bng'))
})
