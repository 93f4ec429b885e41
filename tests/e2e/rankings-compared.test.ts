import type { HotspotList, RankingAlternatives } from '@planner/shared/schemas'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { app, signIn, useBrowser } from './support/demo-app.ts'

const browser = useBrowser()
let context: BrowserContext
let page: Page
let trespasses: Trespasses
/** of the demonstration's operation */
let rankingId: string
let hotspots: HotspotList['hotspots']

const url = () => `${app.url}/operations/${app.operationId}/hotspots`
const rows = () => page.locator('.hotspot-table tbody tr')
const differs = () => page.getByRole('group', { name: 'What differs' })
const detail = () => page.getByRole('complementary', { name: 'Why here' })
const ask = async <T>(path: string): Promise<T> =>
  (await (await context.request.get(`${app.url}/api${path}`)).json()) as T

beforeAll(async () => {
  context = await browser().newContext({ viewport: { width: 1440, height: 900 } })
  await signIn(context, 'supervisor')
  const { operations } = await ask<{ operations: { operationId: string; rankingId: string }[] }>('/operations')
  rankingId = operations.find(({ operationId }) => operationId === app.operationId)?.rankingId ?? ''
  hotspots = (await ask<HotspotList>(`/rankings/${rankingId}/hotspots`)).hotspots
})
beforeEach(async () => {
  ;({ page, trespasses } = await openPage(context, app.url))
})
afterEach(async () => {
  await page.close()
  if (trespasses.length > 0) throw new Error(trespasses.join('\n'))
})

describe('what came of a ranking', () => {
  it('is asked for again where it could not be had', async () => {
    await page.route('**/api/rankings/*/outcome', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'INTERNAL', message: 'Out of memory.' } } }),
    )
    await page.goto(`${url()}?about=open`)
    const about = page.getByRole('complementary', { name: 'About this ranking' })
    await about.getByText('What came of it cannot be shown. Out of memory.').waitFor()
    await page.unroute('**/api/rankings/*/outcome')
    await about.getByRole('button', { name: 'Try again' }).click()
    await about
      .getByText(/no whole day from|listed places/)
      .first()
      .waitFor()
    await expect.poll(() => about.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  })
})

describe('the ranking in use beside another', () => {
  it('is switched with the keyboard, says what differs, and is the same after a reload', async () => {
    await page.goto(url())
    await rows().first().waitFor()
    await page.getByRole('radio', { name: /^Our expectation/ }).focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForURL(/by=plain/)
    await differs().waitFor()
    const { alternatives } = await ask<RankingAlternatives>(`/rankings/${rankingId}/alternatives`)
    const plain = alternatives.find(({ by }) => by === 'plain')?.hotspots ?? []
    const both = plain.filter(({ chosenRank }) => chosenRank !== null).length
    const ours = hotspots.filter(({ ranks }) => ranks?.plain === null).length
    const said = async () =>
      (await differs().getByRole('button').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
    await expect.poll(said).toEqual([`In both ${both}`, `Only here ${plain.length - both}`, `Only in use ${ours}`])
    await expect.poll(() => rows().count()).toBe(plain.length + ours)
    const state = async () => [page.url(), await rows().first().innerText(), await rows().last().innerText()]
    const before = await state()
    await page.reload()
    await differs().waitFor()
    await expect.poll(state).toEqual(before)
  })

  it('shows the places of one list alone, each with its rank in both, on the map as in the list', async () => {
    await page.goto(`${url()}?by=plain`)
    await differs().waitFor()
    await waitForMap(page)
    for (const [name, only] of [
      ['In both', 'both'],
      ['Only here', 'here'],
      ['Only in use', 'ours'],
    ] as const) {
      const button = differs().getByRole('button', { name: new RegExp(`^${name}`) })
      const wanted = Number((await button.locator('strong').innerText()).replace(',', ''))
      if (wanted === 0) continue
      await button.click()
      await page.waitForURL(new RegExp(`only=${only}`))
      await expect.poll(() => rows().count()).toBe(wanted)
      const ranked = async () => [
        /^\d+$/.test(await rows().first().locator('.column-rank').innerText()),
        /^\d+$/.test(await rows().first().locator('.column-in-use').innerText()),
      ]
      await expect.poll(ranked).toEqual([only !== 'ours', only !== 'here'])
    }
  })

  it('tells little of a place that only the other list has, and that no patrol goes there', async () => {
    await page.goto(`${url()}?by=plain&only=here`)
    await rows().first().click()
    await detail().getByText('Not in use').waitFor()
    await detail()
      .getByText(/no patrol is planned here/)
      .waitFor()
    expect(await detail().getByText('Why here').count()).toBe(0)
    await page.keyboard.press('Escape')
  })
})

describe('one place', () => {
  it('says how sure it is, its rank by each measure, and whose hours its hours are', async () => {
    await page.goto(`${url()}?hotspot=${hotspots[0]?.id}`)
    await detail().getByRole('heading', { name: 'How sure' }).waitFor()
    const ranks = detail().locator('.ranks > div')
    await expect.poll(() => ranks.count()).toBe(4)
    await expect.poll(() => ranks.first().innerText()).toMatch(/Our expectation.*in use.*1$/s)
    const { meta } = await ask<{ meta: { harmTable: { name: string; source: string } } }>(`/rankings/${rankingId}`)
    await detail().getByText(`Harm is in days of ${meta.harmTable.name}. Source: ${meta.harmTable.source}`).waitFor()
    await detail()
      .getByRole('img', { name: /^Risk by hour of the week\. Worst: \w+day/ })
      .waitFor()
    await detail()
      .getByText(/As sure as \d[\d,]* incidents? of known hour/)
      .waitFor()
    const hours = detail().locator('.chart', { has: page.locator('.hours-picture') })
    await hours.getByRole('button', { name: 'Show the figures as a table' }).click()
    await expect.poll(() => hours.locator('tbody tr').count()).toBe(12)
  })

  it('is marked in the list as the server judged it, in words', async () => {
    // The demonstration of the suite is too short for the server to know which places are new.
    const judged = ['new', 'persistent', 'fading', 'unknown'] as const
    await page.route('**/hotspots', async (route) => {
      if (route.request().resourceType() !== 'fetch') return route.continue()
      const list = hotspots.map((hotspot, i) => ({
        ...hotspot,
        stability: judged[i] ?? 'unknown',
        couldBeNoise: i === 2,
      }))
      return route.fulfill({ json: { hotspots: list } })
    })
    await page.goto(url())
    await rows().first().waitFor()
    const marks = async () => {
      const all = await rows().evaluateAll((each) =>
        each.map((row) => [...row.querySelectorAll('.place-mark')].map((mark) => mark.textContent?.trim())),
      )
      return [...all.slice(0, 4), all.slice(4).flat()]
    }
    await expect.poll(marks).toEqual([['New'], ['Persistent'], ['Fading', 'Could be noise'], [], []])
    await rows().nth(2).click()
    await detail()
      .getByText(/since then less was recorded than was expected of it/)
      .waitFor()
    await detail()
      .getByText(/chance alone explains why it is listed\.$/)
      .waitFor()
  })
})

describe('the ranking as a whole', () => {
  it('says what was counted and left out, what fades by itself, and what came of it', async () => {
    await page.goto(url())
    await page.getByRole('button', { name: 'About this ranking' }).click()
    await page.waitForURL(/about=open/)
    const about = page.getByRole('complementary', { name: 'About this ranking' })
    await about.getByText(/count towards this ranking or its history\.$/).waitFor()
    await about.getByText('Domestic').waitFor()
    await about.getByText(/A fall of that size is no effect of patrols\./).waitFor()
    await about.getByRole('heading', { name: 'What came of it' }).waitFor()
    await about.getByText(/^Not yet: /).waitFor()
    await page.reload()
    await about.waitFor()
    await about.getByRole('button', { name: 'Close' }).click()
    await page.waitForURL((address) => !address.search.includes('about='))
    await expect.poll(() => about.count()).toBe(0)
  })

  it('shows what came beside what was expected, in the words of the server', async () => {
    await page.route('**/outcome', (route) =>
      route.fulfill({
        json: {
          state: 'whole',
          daysKnown: 21,
          days: 21,
          hits: 180,
          incidents: 900,
          hitRate: 0.2,
          expected: 170,
          expectedLow: 150,
          expectedHigh: 190,
          againstExpected: 'within',
          againstPromise: null,
          promise: null,
          sentences: ['180 of 900 incidents came in the listed places.', 'None of this says what patrolling did.'],
        },
      }),
    )
    await page.goto(`${url()}?about=open`)
    await page.getByRole('img', { name: 'Came: 180. Expected: 170, most likely 150 to 190.' }).waitFor()
    await page.getByText('None of this says what patrolling did.').waitFor()
    expect(await page.getByText(/before and after/i).count()).toBe(0)
  })
})

describe('on a phone', () => {
  it('has the switch, what differs and the place in one column without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['?by=plain', '?about=open', `?hotspot=${hotspots[0]?.id}`]) {
      await page.goto(`${url()}${path}`)
      await page.locator('.hotspot-table tbody tr:visible, .detail section:visible').first().waitFor()
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    }
  })
})
