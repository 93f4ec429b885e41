import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { app, signIn, useBrowser } from './support/demo-app.ts'
import { findAxeFaults, findOverflow } from './support/find-faults.ts'

const browser = useBrowser()

const WIDE = { width: 1440, height: 900 }
/** What a desk of 1440 pixels has left at 400 %, and the smallest phone in use. */
const NARROW = { width: 360, height: 740 }

const VIEWS = [
  { name: 'sign in', role: undefined, path: () => '/sign-in', ready: 'Sign in' },
  {
    name: 'hotspots',
    role: 'commander',
    path: () => `/operations/${app.operationId}/hotspots?tier=A`,
    ready: 'Hotspots',
  },
  {
    name: 'why here',
    role: 'commander',
    path: () => `/operations/${app.operationId}/hotspots?tier=A&hotspot=${app.hotspotId}`,
    ready: 'Why here',
  },
  { name: 'plan', role: 'supervisor', path: () => `/operations/${app.operationId}/plan`, ready: 'Plan' },
  {
    name: 'the plan as a whole',
    role: 'supervisor',
    path: () => `/operations/${app.operationId}/plan?part=whole`,
    ready: 'Planned with',
  },
  {
    name: 'set up a plan',
    role: 'tasking',
    path: () => `/operations/${app.operationId}/plan/new`,
    ready: /BCU/,
  },
  { name: 'looking back', role: 'tasking', path: () => '/looking-back', ready: 'Looking back' },
  { name: 'data', role: 'tasking', path: () => '/data', ready: 'Plan tours' },
  { name: 'load a file', role: 'tasking', path: () => '/data/load', ready: 'Load a file of incidents' },
  { name: 'how good the data is', role: 'commander', path: () => '/data/quality', ready: 'How good the data is' },
  { name: 'what counts', role: 'tasking', path: () => '/data/what-counts', ready: 'Excluded places' },
  { name: 'my tour', role: 'officer', path: () => `/my-tour?day=${app.startDay}`, ready: /day / },
] as const

describe.each(VIEWS)('$name', ({ role, path, ready }) => {
  let page: Page
  let trespasses: Trespasses

  beforeAll(async () => {
    const context = await browser().newContext({ viewport: WIDE })
    if (role !== undefined) await signIn(context, role)
    ;({ page, trespasses } = await openPage(context, app.url))
    await page.goto(`${app.url}${path()}`)
  })
  afterAll(() => page.context().close())

  it.each([
    ['light', WIDE],
    ['dark', WIDE],
    ['light', NARROW],
  ] as const)('passes axe in %s at %j and keeps to its own host', async (colorScheme, viewport) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    await page.getByRole('heading', { name: ready }).first().waitFor()
    expect(await findAxeFaults(page)).toEqual([])
    expect(await findOverflow(page)).toBe(0)
    expect(trespasses).toEqual([])
  })
})

describe('forced colours', () => {
  it('leave every control a border and the focus an outline', async () => {
    const context = await browser().newContext({ forcedColors: 'active', viewport: WIDE })
    await signIn(context, 'supervisor')
    const { page, trespasses } = await openPage(context, app.url)
    await page.goto(`${app.url}/operations/${app.operationId}/plan`)
    const row = page.locator('.board-crew button[aria-pressed="true"]')
    await row.waitFor()
    await row.focus()
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/tour=/)
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
      return `${outlineStyle} ${outlineWidth}`
    })
    expect(outline).toBe('solid 3px')
    const borderless = await page.evaluate(() =>
      [...document.querySelectorAll('.button, .input, .select, .board-span')]
        .filter((element) => getComputedStyle(element).borderTopWidth === '0px')
        .map(({ className }) => className),
    )
    expect(borderless).toEqual([])
    expect(trespasses).toEqual([])
    await context.close()
  })
})

describe('the map', () => {
  it('is drawn without leaving the host, in both themes', async () => {
    const context = await browser().newContext({ viewport: WIDE })
    await signIn(context, 'commander')
    const { page, trespasses } = await openPage(context, app.url)
    await page.goto(`${app.url}/operations/${app.operationId}/hotspots`)
    await waitForMap(page)
    await page.locator('.account summary').click()
    await page.getByRole('radio', { name: 'Dark' }).click()
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
    expect(trespasses).toEqual([])
    await context.close()
  })
})
