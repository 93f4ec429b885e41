import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptDraft } from './kept-draft.ts'

const kept = keptDraft('name', (value) => (typeof value === 'number' ? value : undefined))
let storage: Map<string, string>

beforeEach(() => {
  storage = new Map()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => storage.get(name) ?? null,
    setItem: (name: string, text: string) => storage.set(name, text),
    removeItem: (name: string) => storage.delete(name),
  })
})
afterEach(() => vi.unstubAllGlobals())

describe('keptDraft', () => {
  it('is read as it was kept, until it is forgotten', () => {
    kept.keep(7)
    expect(kept.read()).toBe(7)
    kept.forget()
    expect(kept.read()).toBeUndefined()
  })

  it.each(['', '{', '[]x', '"no number"', 'null'])('is not made of %j', (text) => {
    storage.set('name', text)
    expect(kept.read()).toBeUndefined()
  })

  it('lasts as long as the page where storage is forbidden', () => {
    const forbid = (): never => {
      throw new Error('forbidden')
    }
    vi.stubGlobal('sessionStorage', { getItem: forbid, setItem: forbid, removeItem: forbid })
    expect(() => {
      kept.keep(7)
      kept.forget()
    }).not.toThrow()
    expect(kept.read()).toBeUndefined()
  })
})
