import { randomUUID } from 'node:crypto'
import type { Role } from '@planner/shared/schemas'
import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import access from '@planner/server/plugins/access.ts'
import errors from '@planner/server/plugins/errors.ts'
import session from '@planner/server/plugins/session.ts'
import { buildTestApp, type TestApp } from '../helpers/build-test-app.ts'

const ROLES: readonly Role[] = ['tasking', 'supervisor', 'commander', 'officer']

/** Who may call what, written down a second time: a route that is not here fails the test, and so does one that is gone. */
const MATRIX: Readonly<Record<string, readonly Role[] | 'everybody' | 'every role'>> = {
  'POST /api/session': 'everybody',
  'GET /api/session': 'every role',
  'DELETE /api/session': 'every role',
  'GET /api/areas': ['tasking', 'supervisor', 'commander'],
  'PUT /api/areas': ['tasking'],
  'PUT /api/force': ['tasking'],
  'GET /api/operations': ['tasking', 'supervisor', 'commander'],
  'GET /api/operations/:operationId': ['tasking', 'supervisor', 'commander'],
  'POST /api/operations': ['tasking'],
  'POST /api/imports': ['tasking'],
  'GET /api/imports': ['tasking'],
  'GET /api/imports/:importId': ['tasking'],
  'GET /api/imports/:importId/take-back': ['tasking'],
  'POST /api/imports/:importId/take-back': ['tasking'],
  'GET /api/imports/:importId/rejects': ['tasking'],
  'GET /api/imports/:importId/rejects.csv': ['tasking'],
  'GET /api/import-mappings': ['tasking'],
  'POST /api/import-mappings': ['tasking'],
  'PUT /api/import-mappings/:mappingId': ['tasking'],
  'DELETE /api/import-mappings/:mappingId': ['tasking'],
  'GET /api/incidents/summary': ['tasking', 'supervisor', 'commander'],
  'GET /api/incidents/quality': ['tasking', 'supervisor', 'commander'],
  'POST /api/rankings': ['tasking'],
  'GET /api/rankings/:rankingId': ['tasking', 'supervisor', 'commander'],
  'GET /api/rankings/:rankingId/hotspots': ['tasking', 'supervisor', 'commander'],
  'GET /api/rankings/:rankingId/outlines': ['tasking', 'supervisor', 'commander'],
  'GET /api/rankings/:rankingId/hotspots/:hotspotId': ['tasking', 'supervisor', 'commander'],
  'GET /api/rankings/:rankingId/alternatives': ['tasking', 'supervisor', 'commander'],
  'GET /api/rankings/:rankingId/outcome': ['tasking', 'supervisor', 'commander'],
  'GET /api/rankings/:rankingId/file': ['tasking', 'supervisor', 'commander'],
  'POST /api/ranking-previews': ['tasking'],
  'GET /api/themes': ['tasking', 'supervisor', 'commander'],
  'POST /api/themes': ['tasking'],
  'PUT /api/themes/:themeId': ['tasking'],
  'DELETE /api/themes/:themeId': ['tasking'],
  'GET /api/harm-table': ['tasking', 'supervisor', 'commander'],
  'PUT /api/harm-table': ['tasking'],
  'DELETE /api/harm-table': ['tasking'],
  'GET /api/excluded-places': ['tasking', 'supervisor', 'commander'],
  'POST /api/excluded-places': ['tasking'],
  'DELETE /api/excluded-places/:excludedPlaceId': ['tasking'],
  'POST /api/backtests': ['tasking'],
  'GET /api/backtests': ['tasking', 'supervisor', 'commander'],
  'GET /api/backtests/:backtestId': ['tasking', 'supervisor', 'commander'],
  'POST /api/rosters': ['tasking'],
  'GET /api/rosters': ['tasking'],
  'GET /api/activity-templates': ['tasking'],
  'POST /api/plan-previews': ['tasking'],
  'POST /api/plans': ['tasking'],
  'GET /api/plans/:planId': ['tasking', 'supervisor', 'commander'],
  'GET /api/plans/:planId/days/:day': ['tasking', 'supervisor'],
  'GET /api/plans/:planId/file': ['tasking'],
  'POST /api/plans/:planId/redraws': ['tasking'],
  'GET /api/plans/:planId/key': ['tasking'],
  'POST /api/plans/:planId/measurements': ['tasking'],
  'GET /api/plans/:planId/measurement': ['tasking', 'supervisor', 'commander'],
  'GET /api/my-tours': ['officer'],
  'GET /api/jobs/:jobId': ['tasking'],
  'DELETE /api/jobs/:jobId': ['tasking'],
  'GET /api/jobs/:jobId/events': ['tasking'],
  'GET /health': 'everybody',
  'GET /ready': 'everybody',
}

/** Pages and files of the web app and of the API description: not resources of ours. */
const isPage = (url: string): boolean => url.startsWith('/api/docs') || !/^\/(api|health|ready)/.test(url)

let test: TestApp
beforeAll(async () => {
  test = await buildTestApp()
})
afterAll(async () => test.close())

const fill = (url: string): string =>
  url.replace(':day', '2026-01-05').replace(':hotspotId', 'h000000000000').replaceAll(/:\w+/g, randomUUID())

describe('access', () => {
  it('is written down for every route', () => {
    const { paths } = test.app.swagger() as { paths: Record<string, Record<string, unknown>> }
    const actual = Object.entries(paths)
      .flatMap(([url, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${url.replaceAll(/\{(\w+)\}/g, ':$1')}`),
      )
      .filter((route) => !isPage(route.split(' ')[1]!))
    expect(actual.toSorted()).toEqual(Object.keys(MATRIX).toSorted())
  })

  const cases = Object.entries(MATRIX).flatMap(([route, allowed]) =>
    ([null, ...ROLES] as const)
      // Signing out would end the session that the other cases share; session.test.ts does it.
      .filter((role) => route !== 'DELETE /api/session' || role === null)
      .map((role) => {
        const may = allowed === 'everybody' || (role !== null && (allowed === 'every role' || allowed.includes(role)))
        return { route, role, verdict: may ? 'let in' : role === null ? 'sign in first' : 'refused' }
      }),
  )

  it.each(cases)('of $role to $route: $verdict', async ({ route, role, verdict }) => {
    const [method, url] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
    const headers = role === null ? {} : await test.signIn(role)
    const { statusCode } = await test.app.inject({ method, url: fill(url), headers })
    expect({ 401: 'sign in first', 403: 'refused' }[statusCode] ?? 'let in').toBe(verdict)
    expect(statusCode).toBeLessThan(500)
  })

  it('is decided before the body is looked at', async () => {
    const { statusCode } = await test.app.inject({
      method: 'POST',
      url: '/api/operations',
      headers: { 'content-type': 'application/json' },
      payload: '{ not json',
    })
    expect(statusCode).toBe(401)
  })

  it('that was refused is on record with who and what', async () => {
    const headers = await test.signIn('officer')
    await test.app.inject({ method: 'GET', url: '/api/areas', headers })
    const events = await test.database.db
      .selectFrom('audit_event')
      .select(['actor', 'subject_id'])
      .where('action', '=', 'access denied')
      .execute()
    expect(events).toContainEqual({ actor: 'a-officer', subject_id: 'GET /api/areas' })
  })

  it('that nobody declared keeps the server from starting', async () => {
    const app = fastify()
    app.decorate('db', test.database.db)
    await app.register(errors)
    await app.register(session, { secureCookies: false })
    await app.register(access)
    app.get('/forgotten', () => 'open to all')
    await expect(app.ready()).rejects.toThrow('GET /forgotten')
    await app.close()
  })
})

describe('answers', () => {
  it('carry a policy that lets nothing in from another host', async () => {
    const { headers } = await test.app.inject('/health')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('of the API are not kept by caches', async () => {
    const response = await test.app.inject({ url: '/api/areas', headers: await test.signIn('tasking') })
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it('to an unknown address are JSON under /api, whatever the browser would like', async () => {
    const response = await test.app.inject({ url: '/api/nothing-here', headers: { accept: 'text/html' } })
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })
})
