import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)
const { href } = new URL('open-thread.ts', import.meta.url)
/** Named in two parts: the search for unused exports would take a whole address for a use of everything in it. */
const CORE = '../../../shared/src/core'

/** Counts V8's collections of WebAssembly code while four threads strip the types of this folder's files, each by itself. */
async function countCollections(open: string): Promise<number> {
  const thread = `import ${JSON.stringify(new URL(`${CORE}/index.ts`, import.meta.url).href)}`
  const file = JSON.stringify(`data:text/javascript,${encodeURIComponent(thread)}`)
  const script = `const open = ${open}; for (let i = 0; i < 4; i++) open(new URL(${file}))`
  const { stdout } = await run(process.execPath, ['--trace-wasm-code-gc', '--input-type=module', '--eval', script], {
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1', NODE_OPTIONS: '' },
  })
  return stdout.split('\n').filter((line) => line.includes('[wasm-gc] Triggering')).length
}

it('opens threads without the collection of WebAssembly code, of which V8 dies when threads share it', async () => {
  const [ours, plain] = await Promise.all([
    countCollections(`(await import(${JSON.stringify(href)})).openThread`),
    countCollections(`((Worker) => (file) => new Worker(file))((await import('node:worker_threads')).Worker)`),
  ])
  expect(ours).toBe(0)
  expect(plain).toBeGreaterThan(0)
})
