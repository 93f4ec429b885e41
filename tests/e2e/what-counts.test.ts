import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { signIn, useBrowser, useServer } from './support/demo-app.ts'
import { findAxeFaults } from './support/find-faults.ts'

const browser = useBrowser()
const server = useServer('demonstration')
let context: BrowserContext
let page: Page
let trespasses: Trespasses

const api = (path: string): string => `${server().url}/api${path}`
const ask = async <T>(path: string): Promise<T> => (await (await context.request.get(api(path))).json()) as T
const placesSaved = async (): Promise<{ excludedPlaceId: string; name: string; lat: number; lng: number }[]> =>
  (
    await ask<{ excludedPlaces: { excludedPlaceId: string; name: string; lat: number; lng: number }[] }>(
      '/excluded-places',
    )
  ).excludedPlaces

beforeAll(async () => {
  context = await browser().newContext({ viewport: { width: 1440, height: 900 } })
  await signIn(context, 'tasking')
  ;({ page, trespasses } = await openPage(context, server().url))
  await page.goto(`${server().url}/data`)
  await page.getByRole('link', { name: 'What counts' }).click()
  await page.getByRole('heading', { name: 'What counts', level: 1 }).waitFor()
})

const THEME = 'Knives on Friday nights'
const THEME_ID = 'knives-on-friday-nights'
const PLACE = 'Test prison'

const section = (name: string) => page.getByRole('region', { name, exact: true })

describe('themes', () => {
  useOrder()
  const themes = () => section('Themes')

  it('says each shipped one in words, to be copied and not changed', async () => {
    const item = themes().getByRole('listitem').filter({ hasText: 'Youth violence after school' })
    await expect
      .poll(() => item.innerText())
      .toMatch(/flagged youth; Monday to Friday 15:00 to 19:00; without domestic ones/)
    await expect.poll(() => item.getByRole('button').allInnerTexts()).toEqual(['Copy to change'])
  })

  it('says beside the field what we find wrong, and what the server does', async () => {
    await themes().getByRole('button', { name: 'New theme' }).click()
    const name = themes().getByLabel('Name', { exact: true })
    await themes().getByRole('button', { name: 'Save the theme' }).click()
    await themes().getByText('Give the theme a name').waitFor()
    await expect.poll(() => name.evaluate((element) => element === document.activeElement)).toBe(true)
    await name.fill('robbery')
    await themes().getByLabel('Weight of homicide').fill('50')
    await themes().getByText('Give a number from 0 to 10').waitFor()
    await themes().getByLabel('Weight of homicide').fill('2')
    await themes().getByRole('button', { name: 'Save the theme' }).click()
    await themes().getByText('has the name "Robbery" already. Choose another name.').waitFor()
    await expect.poll(() => name.getAttribute('aria-invalid')).toBe('true')
    await name.fill(THEME)
    await expect.poll(() => name.getAttribute('aria-invalid')).toBeNull()
  })

  it('has its hours chosen with the keyboard alone', async () => {
    const grid = themes().getByRole('table', { name: 'Hours of the week' })
    await grid.getByRole('button', { name: 'Monday, all day' }).focus()
    for (let day = 0; day < 4; day++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+ArrowRight')
    await themes().getByText('Only Friday 22:00 to 24:00.').waitFor()
    await grid.getByRole('button', { name: 'Every day 03:00' }).click()
    await themes()
      .getByText('Only Monday to Thursday 03:00 to 04:00, Friday 03:00 to 04:00 and 22:00 to 24:00')
      .waitFor()
    await grid.getByRole('button', { name: 'Every day 03:00' }).click()
    await expect.poll(() => themes().getByText(/^Only/).innerText()).toBe('Only Friday 22:00 to 24:00.')
  })

  it('passes axe while it is written', async () => {
    expect(await findAxeFaults(page)).toEqual([])
  })

  it('is saved as it was written, and can be chosen for a ranking', async () => {
    await themes().getByLabel('Knife').check()
    await themes().getByRole('button', { name: 'Save the theme' }).click()
    await themes().getByText(`${THEME} is saved.`).waitFor()
    const { themes: saved } = await ask<{ themes: { id: string }[] }>('/themes')
    expect(saved.find(({ id }) => id === THEME_ID)).toMatchObject({
      name: THEME,
      flags: ['knife'],
      hours: [118, 119],
      weights: { homicide: 2 },
      includeDomestic: false,
      isShipped: false,
    })
    await page.getByRole('link', { name: 'Set up a ranking' }).click()
    await page.getByLabel('Theme', { exact: true }).selectOption(THEME)
    await page.getByText(/flagged knife; Friday 22:00 to 24:00/).waitFor()
    await page.getByLabel('Theme', { exact: true }).selectOption('')
    await page.getByRole('link', { name: 'See or change the themes' }).click()
    await themes().waitFor()
  })

  it('that a colleague changes meanwhile is not overwritten', async () => {
    const open = () =>
      themes()
        .getByRole('button', { name: `Change ${THEME}` })
        .click()
    await open()
    const { themes: saved } = await ask<{ themes: { id: string }[] }>('/themes')
    const { id: _, isShipped: __, ...theme } = saved.find(({ id }) => id === THEME_ID) as Record<string, unknown>
    const theirs = await context.request.put(api(`/themes/${THEME_ID}`), { data: { ...theme, flags: ['firearm'] } })
    expect(theirs.status()).toBe(200)
    await themes().getByLabel('Hate', { exact: true }).check()
    await themes().getByRole('button', { name: 'Save the theme' }).click()
    await themes().getByText('so yours was not saved. Open it again').waitFor()
    await expect.poll(() => themes().getByLabel('Hate', { exact: true }).isChecked()).toBe(true)
    await themes().getByRole('button', { name: 'Cancel' }).click()
    await open()
    await expect.poll(() => themes().getByLabel('Firearm').isChecked()).toBe(true)
    await themes().getByLabel('Hate', { exact: true }).check()
    await themes().getByRole('button', { name: 'Save the theme' }).click()
    await themes().getByText(`${THEME} is saved.`).waitFor()
  })

  it('is deleted once that is confirmed', async () => {
    await themes()
      .getByRole('button', { name: `Delete ${THEME}` })
      .click()
    await themes().getByRole('button', { name: 'Cancel' }).click()
    await themes()
      .getByRole('button', { name: `Delete ${THEME}` })
      .click()
    await themes().getByRole('button', { name: 'Delete the theme' }).click()
    await themes().getByText(`${THEME} is deleted.`).waitFor()
    await expect
      .poll(() =>
        themes()
          .getByRole('button', { name: `Change ${THEME}` })
          .count(),
      )
      .toBe(0)
  })
})

describe('the harm table', () => {
  useOrder()
  const harm = () => section('Harm table')

  it('becomes the force’s own, with a name and a source of its own', async () => {
    await harm().getByText('Cambridge Crime Harm Index 2026').waitFor()
    await harm().getByRole('button', { name: 'Make a table of your own' }).click()
    await harm().getByLabel('Robbery').fill('400')
    await harm().getByLabel('Cap: the most days').fill('2,000')
    await harm().getByRole('button', { name: 'Save the table' }).click()
    await harm().getByText('Say where the days come from').waitFor()
    await harm().getByLabel('Name of the table').fill('Ours')
    await harm().getByLabel('Where the days come from').fill('Decision of the force')
    await harm().getByRole('button', { name: 'Save the table' }).click()
    await harm().getByText('Your table is saved.').waitFor()
    expect(await ask('/harm-table')).toMatchObject({
      name: 'Ours',
      source: 'Decision of the force',
      capDays: 2000,
      days: { homicide: 5475, robbery: 400 },
      isShipped: false,
    })
    await expect.poll(() => harm().getByRole('row', { name: 'Homicide' }).innerText()).toMatch(/5,475\s+2,000/)
  })

  it('that a colleague changes meanwhile is neither overwritten nor removed', async () => {
    await harm().getByRole('button', { name: 'Change the table' }).click()
    const { isShipped: _, ...table } = await ask<Record<string, unknown>>('/harm-table')
    const save = async (name: string, version: unknown) => {
      const response = await context.request.put(api('/harm-table'), { data: { ...table, name, version } })
      expect(response.status()).toBe(200)
      return ((await response.json()) as { version: string }).version
    }
    const theirs = await save('Theirs', table['version'])
    await harm().getByLabel('Robbery').fill('500')
    await harm().getByRole('button', { name: 'Save the table' }).click()
    await harm().getByText('so yours was not saved. Open it again').waitFor()
    await expect.poll(() => harm().getByLabel('Robbery').inputValue()).toBe('500')
    await harm().getByRole('button', { name: 'Cancel' }).click()
    await harm().getByText('Theirs', { exact: true }).waitFor()
    await harm().getByRole('button', { name: 'Go back to the shipped table' }).click()
    await save('Theirs again', theirs)
    await harm().getByRole('button', { name: 'Use the shipped table' }).click()
    await harm().getByText('so it was not removed. Open it again').waitFor()
    await harm().getByText('Theirs again', { exact: true }).waitFor()
    await harm().getByRole('button', { name: 'Cancel' }).click()
  })

  it('goes back to the shipped one', async () => {
    await harm().getByRole('button', { name: 'Go back to the shipped table' }).click()
    await harm().getByRole('button', { name: 'Use the shipped table' }).click()
    await harm().getByText('The shipped table is in use again.').waitFor()
    await harm().getByText('Cambridge Crime Harm Index 2026').waitFor()
    expect(await ask('/harm-table')).toMatchObject({ isShipped: true, days: { robbery: 365 } })
  })
})

describe('excluded places', () => {
  useOrder()
  const places = () => section('Excluded places')

  it('are pointed out on the map, and listed with their reason', async () => {
    await waitForMap(page)
    await places()
      .getByTestId('map')
      .click({ position: { x: 200, y: 200 } })
    const point = async (): Promise<number[]> => [
      Number(await places().getByLabel('Latitude', { exact: true }).inputValue()),
      Number(await places().getByLabel('Longitude', { exact: true }).inputValue()),
    ]
    await expect.poll(point).toEqual([expect.closeTo(51.5, 0), expect.closeTo(-0.1, 0)])
    const [lat, lng] = await point()
    await places().getByRole('button', { name: 'Leave out the place' }).click()
    await places().getByText('Say why nobody is sent there').waitFor()
    await places().getByLabel('Name', { exact: true }).fill(PLACE)
    await places().getByLabel('Why nobody is sent there').fill('It has its own staff')
    await places().getByRole('button', { name: 'Leave out the place' }).click()
    await places().getByText(`${PLACE} is left out of later rankings.`).waitFor()
    expect((await placesSaved()).find(({ name }) => name === PLACE)).toMatchObject({ lat, lng, radiusM: 200 })
  })

  it('are chosen by a click on them, which puts no new one there', async () => {
    const map = places().getByTestId('map')
    await waitForMap(page)
    await places().getByLabel('Name', { exact: true }).fill('Half written')
    const item = places().getByRole('listitem').filter({ hasText: PLACE })
    // The map draws a moment after the list.
    await expect
      .poll(async () => {
        await map.hover({ position: { x: 100, y: 100 } })
        await map.hover({ position: { x: 200, y: 200 } })
        return map.locator('canvas').evaluate((canvas) => canvas.style.cursor)
      })
      .toBe('pointer')
    await map.click({ position: { x: 200, y: 200 } })
    await expect.poll(() => item.getAttribute('data-selected')).toBe('true')
    await expect.poll(() => places().getByLabel('Latitude', { exact: true }).inputValue()).toBe('')
    await expect.poll(() => places().getByLabel('Name', { exact: true }).inputValue()).toBe('Half written')
    await map.click({ position: { x: 260, y: 260 } })
    await expect.poll(() => item.getAttribute('data-selected')).toBeNull()
    const latitude = () => places().getByLabel('Latitude', { exact: true }).inputValue()
    await expect.poll(async () => Number(await latitude())).toBeCloseTo(51.5, 0)
    const lat = await latitude()
    // Back on the first, what was put elsewhere stays there.
    await map.click({ position: { x: 200, y: 200 } })
    await expect.poll(() => item.getAttribute('data-selected')).toBe('true')
    expect(await latitude()).toBe(lat)
  })

  it('have names of their own', async () => {
    await places().getByLabel('Name', { exact: true }).fill(PLACE)
    await places().getByLabel('Why nobody is sent there').fill('Twice')
    await places().getByLabel('Latitude', { exact: true }).fill('-0.1')
    await places().getByLabel('Longitude', { exact: true }).fill('51.5')
    await places().getByText('This point lies outside').waitFor()
    await places().getByRole('button', { name: 'Leave out the place' }).click()
    await places().getByText(`There is an excluded place "${PLACE}" already.`).waitFor()
    await expect.poll(() => places().getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  })

  it('are deleted once that is confirmed', async () => {
    await places()
      .getByRole('button', { name: `Delete ${PLACE}` })
      .click()
    await places().getByRole('button', { name: 'Delete the place' }).click()
    await places().getByText(`${PLACE} is deleted.`).waitFor()
    expect((await placesSaved()).some(({ name }) => name === PLACE)).toBe(false)
    expect(trespasses).toEqual([])
  })
})

describe('the screen', () => {
  it('is not for a supervisor', async () => {
    const other = await browser().newContext()
    await signIn(other, 'supervisor')
    const { page: theirs } = await openPage(other, server().url)
    await theirs.goto(`${server().url}/data/what-counts`)
    await theirs.getByRole('heading', { name: 'Your role does not have this screen' }).waitFor()
    expect(await theirs.getByRole('heading', { name: 'Themes' }).count()).toBe(0)
    await other.close()
  })
})
