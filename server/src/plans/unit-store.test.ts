import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { normaliseInput, packUnit, planUnit, selectUnit } from '@planner/shared/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createForce } from './force.test-support.ts'
import { openUnitStore } from './unit-store.ts'

describe('openUnitStore', () => {
  const key = new Uint8Array(32).fill(0xa7)
  const input = normaliseInput(createForce())
  const unitInput = selectUnit(input, 'BCU0')
  const unit = packUnit(planUnit('BCU0', unitInput, { key, draw: 1 }))
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unit-store-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('gives back what was kept, to nobody else and without the key in it', async () => {
    const store = await openUnitStore(join(folder, 'units'), { key, draw: 1 })
    expect(await store.find('BCU0', unitInput)).toBeUndefined()
    await store.keep('BCU0', unitInput, unit)
    expect(await store.find('BCU0', unitInput)).toEqual(unit)
    const [name, ...more] = await readdir(join(folder, 'units'))
    expect(more).toEqual([])
    expect((await stat(join(folder, 'units'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'units', name!))).mode & 0o777).toBe(0o600)
    const bytes = await readFile(join(folder, 'units', name!))
    expect(bytes.includes(Buffer.from(key))).toBe(false)
    expect(bytes.includes(Buffer.from(key).toString('hex'))).toBe(false)
  })

  it('does not find the unit of another key, draw, place, day or unit', async () => {
    const store = await openUnitStore(folder, { key, draw: 1 })
    await store.keep('BCU0', unitInput, unit)
    const otherKey = new Uint8Array(32).fill(1)
    expect(await (await openUnitStore(folder, { key: otherKey, draw: 1 })).find('BCU0', unitInput)).toBeUndefined()
    expect(await (await openUnitStore(folder, { key, draw: 2 })).find('BCU0', unitInput)).toBeUndefined()
    expect(await store.find('BCU1', unitInput)).toBeUndefined()
    expect(await store.find('BCU0', { ...unitInput, startDay: unitInput.startDay + 1 })).toBeUndefined()
    const [first, ...others] = unitInput.hotspots
    const moved = { ...unitInput, hotspots: [{ ...first!, dosePerDay: 5.5 }, ...others] }
    expect(await store.find('BCU0', moved)).toBeUndefined()
    expect(await store.find('BCU0', unitInput)).toEqual(unit)
  })

  it('does not use a file in which one bit was changed, that was cut short, or that stands under another name', async () => {
    const store = await openUnitStore(folder, { key, draw: 1 })
    await store.keep('BCU0', unitInput, unit)
    const [name] = await readdir(folder)
    const path = join(folder, name!)
    const bytes = await readFile(path)
    for (const change of [
      Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte))),
      bytes.subarray(0, -1),
      bytes.subarray(0, 10),
      Buffer.alloc(0),
    ]) {
      await writeFile(path, change)
      expect(await store.find('BCU0', unitInput)).toBeUndefined()
    }
    const other = selectUnit(input, 'BCU1')
    await store.keep('BCU1', other, unit)
    const otherName = (await readdir(folder)).find((found) => found !== name)!
    await writeFile(join(folder, otherName), bytes)
    expect(await store.find('BCU1', other)).toBeUndefined()
    await writeFile(path, bytes)
    expect(await store.find('BCU0', unitInput)).toEqual(unit)
  })
})
