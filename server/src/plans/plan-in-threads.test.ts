import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatPlanFile, makePlan } from '@planner/shared/core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createForce } from './force.test-support.ts'
import { planInThreads } from './plan-in-threads.ts'

describe('planInThreads', () => {
  const input = createForce()
  const key = new Uint8Array(32).fill(7)
  const text = formatPlanFile(makePlan(input, { key }))

  it('gives the same bytes for one thread, for two and for more threads than units', async () => {
    const second = formatPlanFile(makePlan(input, { key, draw: 2 }))
    for (const threads of [1, 2, 9]) {
      const shares: number[] = []
      const plan = await planInThreads(input, { key, draw: 2, threads, onProgress: (share) => shares.push(share) })
      expect(formatPlanFile(plan) === second).toBe(true)
      expect(shares.at(-1)).toBe(1)
      expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]! - 1e-9)).toBe(true)
    }
  })

  it('refuses bad input before any thread starts, and stops when it is told to', async () => {
    await expect(planInThreads({ ...input, days: 0 }, { key })).rejects.toThrow(/1 to 92/)
    const signal = AbortSignal.abort(new Error('no longer wanted'))
    await expect(planInThreads(input, { key, signal, threads: 2 })).rejects.toThrow(/no longer wanted/)
  })

  it('does not end, be it interrupted, before what it is just keeping is kept', async () => {
    const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const order: string[] = []
    vi.doMock(import('./unit-store.ts'), () => ({
      openUnitStore: async () => ({
        find: async () => undefined,
        keep: async () => {
          begun.resolve()
          await mayEnd.promise
          order.push('kept')
        },
      }),
    }))
    vi.resetModules()
    onTestFinished(() => {
      vi.doUnmock('./unit-store.ts')
      vi.resetModules()
    })
    const { planInThreads: interruptible } = await import('./plan-in-threads.ts')
    const interruption = new AbortController()
    const { signal } = interruption
    const ended = interruptible(input, { key, threads: 2, unitFolder: 'anywhere', signal }).catch(() =>
      order.push('ended'),
    )
    await begun.promise
    interruption.abort(new Error('the power went'))
    // Time to end too early in; one that waits as it should passes however long this is.
    await new Promise((resolve) => setTimeout(resolve, 300))
    mayEnd.resolve()
    await ended
    expect(order.at(-1)).toBe('ended')
  })

  it.each([1, 2])('goes on where it was interrupted, with the same bytes, in %i threads', async (threads) => {
    const folder = await mkdtemp(join(tmpdir(), 'plan-units-'))
    const unitFolder = join(folder, 'units')
    try {
      const interruption = new AbortController()
      const interrupted = planInThreads(input, {
        key,
        threads,
        unitFolder,
        signal: interruption.signal,
        // Between the units of the second and the third size.
        onProgress: (share) => share > 0.7 && interruption.abort(new Error('the power went')),
      })
      await expect(interrupted).rejects.toThrow(/the power went/)
      const kept = await readdir(unitFolder)
      expect(kept.length).toBeGreaterThan(0)
      expect(kept.length).toBeLessThan(4)

      const made: string[] = []
      const plan = await planInThreads(input, { key, threads, unitFolder, onUnit: (bcu) => made.push(bcu) })
      expect(formatPlanFile(plan) === text).toBe(true)
      expect(made.length).toBe(4 - kept.length)
      expect((await readdir(unitFolder)).length).toBe(4)

      const again: string[] = []
      const other = { ...input, hotspots: input.hotspots.slice(1) }
      await planInThreads(other, { key, threads, unitFolder, onUnit: (bcu) => again.push(bcu) })
      expect(again).toEqual(['BCU0'])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
