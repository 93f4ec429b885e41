import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const dist = join(import.meta.dirname, '../../web/dist')
const assets = join(dist, 'assets')

const brotliBytes = (file: string): number => brotliCompressSync(readFileSync(file)).length

/** The scripts that `index.html` names, and what they import before anything is shown. */
function initialScripts(): Set<string> {
  const found = new Set<string>()
  const visit = (name: string): void => {
    if (found.has(name)) return
    found.add(name)
    const source = readFileSync(join(assets, name), 'utf8')
    for (const [, imported] of source.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
      if (imported !== undefined) visit(imported)
  }
  for (const [, name] of readFileSync(join(dist, 'index.html'), 'utf8').matchAll(/assets\/([\w.-]+\.js)/g))
    if (name !== undefined) visit(name)
  return found
}

describe('the built web app', () => {
  it('shows its shell with at most 150 kB of script (brotli), MapLibre and H3 not among it', () => {
    const scripts = [...initialScripts()]
    expect(scripts.length).toBeGreaterThan(0)
    const bytes = scripts.reduce((sum, name) => sum + brotliBytes(join(assets, name)), 0)
    expect(bytes).toBeLessThanOrEqual(150_000)
    for (const name of scripts) {
      const source = readFileSync(join(assets, name), 'utf8')
      expect(source).not.toContain('maplibregl-canvas')
      expect(source).not.toContain('latLngToCell')
    }
  })

  it('loads the map with at most 400 kB (brotli), its worker included', () => {
    const files = readdirSync(assets).filter(
      (name) => /^(map|maplibre)-.*\.m?js$/.test(name) || /worker.*\.mjs$/.test(name),
    )
    expect(files.length).toBeGreaterThan(1)
    const bytes = files.reduce((sum, name) => sum + brotliBytes(join(assets, name)), 0)
    expect(bytes).toBeLessThanOrEqual(400_000)
  })

  it('names no other host, and puts no script or style into the page', () => {
    const page = readFileSync(join(dist, 'index.html'), 'utf8')
    expect(page).not.toMatch(/https?:\/\//)
    expect(page).not.toMatch(/<style|style="|<script(?![^>]*src=)/)
  })
})
