import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCamera, parseCamera } from './camera.ts'

describe('camera', () => {
  it('comes back from an address to within 10 m', () => {
    const camera = fc.record({
      zoom: fc.double({ min: 0, max: 22, noNaN: true }),
      lat: fc.double({ min: -85, max: 85, noNaN: true }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(
      fc.property(camera, (given) => {
        const read = parseCamera(formatCamera(given))
        expect(read?.zoom).toBeCloseTo(given.zoom, 1)
        expect(read?.lat).toBeCloseTo(given.lat, 3)
        expect(read?.lng).toBeCloseTo(given.lng, 3)
      }),
    )
  })

  it.each([undefined, '', '10', '10/51', '10/86/0', '10/51/181', '23/51/0', 'x/y/z', '10/51/0/1'])(
    'is not "%s"',
    (text) => expect(parseCamera(text)).toBeUndefined(),
  )
})
