import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** One rule of axe that the page breaks, and the first elements that do. */
interface AxeFault {
  id: string
  where: string[]
}

/** What axe finds wrong with the page when it has come to rest. The map's canvas is a picture to it. */
export async function findAxeFaults(page: Page): Promise<AxeFault[]> {
  await page.locator('.spinner').first().waitFor({ state: 'detached' })
  // A colour that is on its way to another is neither.
  await page.evaluate(async () => {
    const running = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(running.map(({ finished }) => finished))
  })
  const { violations } = await new AxeBuilder({ page })
    .exclude('canvas')
    // The rules are the same; what passes, which is nearly all of a page, is not described element by element.
    .options({ resultTypes: ['violations'] })
    // There are no frames to look into, for which another page would be opened each time.
    .setLegacyMode()
    .analyze()
  return violations.map(({ id, nodes }) => ({ id, where: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)) }))
}

/** Pixels by which the page is wider than its window; none is what it should be. */
export const findOverflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
