import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'

interface Operation {
  tags?: string[]
  summary?: string
  responses: Record<string, { description?: string }>
  parameters?: { name: string; in: string }[]
}

let test: TestApp
beforeAll(async () => {
  test = await buildTestApp()
})
afterAll(() => test.close())

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1, and says of every operation its tag, what it does and what it answers', () => {
    const document = test.app.swagger() as unknown as {
      openapi: string
      tags: { name: string }[]
      paths: Record<string, Record<string, Operation>>
    }
    expect(document.openapi).toBe('3.1.0')
    const tags = document.tags.map(({ name }) => name)
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
    )
    expect(operations.length).toBeGreaterThanOrEqual(28)
    for (const { name, operation, path } of operations) {
      expect([name, operation.tags?.length, operation.tags?.every((tag) => tags.includes(tag))]).toEqual([
        name,
        1,
        true,
      ])
      expect([name, operation.summary ?? '']).toEqual([name, expect.stringMatching(/^[A-Z].{5,}/)])
      expect([name, Object.keys(operation.responses).some((status) => status.startsWith('2'))]).toEqual([name, true])
      const mayRefuse = path.startsWith('/api/')
      expect([name, Object.keys(operation.responses).includes('4XX')]).toEqual([name, mayRefuse])
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((p) => p.name)
      expect([name, declared.sort()]).toEqual([
        name,
        [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort(),
      ])
    }
  })

  it('is shown to whoever is signed in, and to nobody else', async () => {
    expect((await test.app.inject('/api/docs/json')).statusCode).toBe(401)
    expect((await test.app.inject({ url: '/api/docs/json', headers: await test.signIn('officer') })).statusCode).toBe(
      200,
    )
  })
})
