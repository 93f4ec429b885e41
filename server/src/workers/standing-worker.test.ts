import { DomainError } from '@planner/shared/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStandingWorker, type StandingWorker } from './standing-worker.ts'

/** Answers with what it was asked and how often before; `hang` never answers, `slow` later than an abandoned thread lives, `refuse` and `die` do as they say. */
const WORKER = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    let asked = 0
    parentPort.on('message', (input) => {
      if (input === 'hang') return
      if (input === 'die') throw new Error('died')
      if (input === 'refuse') parentPort.postMessage({ kind: 'refused', code: 'INVALID_INPUT', message: 'no' })
      else if (input === 'slow') setTimeout(() => parentPort.postMessage({ kind: 'done', output: [input, asked++] }), 600)
      else parentPort.postMessage({ kind: 'done', output: [input, asked++] })
    })`)}`,
)

let worker: StandingWorker<[string, number]>
const idle = new AbortController().signal
beforeEach(() => {
  worker = createStandingWorker(WORKER)
})
afterEach(() => worker.close())

describe('a standing worker', () => {
  it('answers one question after another in the same thread', async () => {
    worker.start()
    const asked = ['a', 'b', 'c'].map(async (input) => worker.ask(input, idle))
    expect(await Promise.all(asked)).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ])
  })

  it('passes a refusal on, and answers the next', async () => {
    await expect(worker.ask('refuse', idle)).rejects.toThrow(new DomainError('INVALID_INPUT', 'no'))
    expect(await worker.ask('a', idle)).toEqual(['a', 0])
  })

  it('lets go of a question that nobody waits for, whether it waits or runs', async () => {
    const [running, waiting] = [new AbortController(), new AbortController()]
    const answers = [worker.ask('hang', running.signal), worker.ask('b', waiting.signal)]
    const next = worker.ask('c', idle)
    waiting.abort(new Error('left'))
    running.abort(new Error('left too'))
    const outcomes = await Promise.allSettled(answers)
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && String(outcome.reason))).toEqual([
      'Error: left too',
      'Error: left',
    ])
    expect(await next).toEqual(['c', 0])
  })

  it('that holds what must not be lost is let finish, whoever left', async () => {
    const patient = createStandingWorker<[string, number]>(WORKER, { graceMs: Infinity })
    const left = new AbortController()
    const answer = patient.ask('slow', left.signal)
    const next = patient.ask('a', idle)
    // It runs by now: what waits would never be asked.
    await new Promise((resolve) => setImmediate(resolve))
    left.abort(new Error('left'))
    await expect(answer).rejects.toThrow('left')
    expect(await next).toEqual(['a', 1])
    await patient.close()
  })

  it('starts anew after its thread died', async () => {
    await expect(worker.ask('die', idle)).rejects.toThrow('died')
    expect(await worker.ask('a', idle)).toEqual(['a', 0])
  })
})
