import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, waitForMap } from '../helpers/browser.ts'
import { app, launch, signIn } from './support/demo-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

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
  it.each([
    ['light', WIDE],
    ['dark', WIDE],
    ['light', NARROW],
  ] as const)('passes axe in %s at %j and keeps to its own host', async (colorScheme, viewport) => {
    const context = await browser.newContext({ colorScheme, viewport })
    if (role !== undefined) await signIn(context, role)
    const { page, trespasses } = await openPage(context, app.url)
    await page.goto(`${app.url}${path()}`)
    await page.getByRole('heading', { name: ready }).first().waitFor()
    await page.locator('.spinner').first().waitFor({ state: 'detached' })
    const { violations } = await new AxeBuilder({ page }).exclude('canvas').analyze()
    expect(
      violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ target }) => target.join(' ')).slice(0, 3) })),
    ).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(trespasses).toEqual([])
    await context.close()
  })
})

describe('forced colours', () => {
  it('leave every control a border and the focus an outline', async () => {
    const context = await browser.newContext({ forcedColors: 'active', viewport: WIDE })
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
    const context = await browser.newContext({ viewport: WIDE })
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
