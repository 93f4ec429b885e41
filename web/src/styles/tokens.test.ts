import { describe, expect, it } from 'vitest'
import { UNIT_SHADES } from '../map/theme.ts'
import tokens from './tokens.css?raw'

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/**
 * How linear RGB is seen: by most, and without one kind of cone.
 *
 * @see Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), 1291-1298, severity 1
 */
const SEEN: Record<string, Matrix> = {
  'by most': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const dot = (row: Triple, [a, b, c]: Triple): number => row[0] * a + row[1] * b + row[2] * c
const times = ([a, b, c]: Matrix, v: Triple): Triple => [dot(a, v), dot(b, v), dot(c, v)]
const map = ([a, b, c]: Triple, act: (value: number) => number): Triple => [act(a), act(b), act(c)]

function linear(hex: string): Triple {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return map([channel(1), channel(3), channel(5)], (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
}

/** Oklab (Ottosson 2020), in which equal distances look about equally far apart; 0.02 is just seen. */
function toOklab(rgb: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    map(rgb, (value) => Math.min(1, Math.max(0, value))),
  )
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    map(cones, Math.cbrt),
  )
}

const units = [...tokens.matchAll(/--unit-\d+: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)]

describe('the colours of command units', () => {
  it('are as many as the map has', () => expect(units).toHaveLength(UNIT_SHADES))

  it.each([
    ['light', 1],
    ['dark', 2],
  ])('are told apart in %s whatever colours somebody sees', (_, theme) => {
    for (const matrix of Object.values(SEEN)) {
      const seen = units.map((unit) => toOklab(times(matrix, linear(unit[theme] ?? ''))))
      const distances = seen.flatMap((one, i) =>
        seen.slice(i + 1).map((other) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])),
      )
      expect(Math.min(...distances)).toBeGreaterThan(0.07)
    }
  })
})
