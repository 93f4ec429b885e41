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
  await untilDrawn(page)
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
export async function findOverflow(page: Page): Promise<number> {
  await untilDrawn(page)
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))
}

/** Frames in which whatever watches its own width has taken up a new one: it hears of it in one and is drawn anew in a later one. */
const SETTLING_FRAMES = 10

/** Until the page has come to rest after its window or colours were changed; in frames, which are slow where the machine is. */
export const untilDrawn = (page: Page): Promise<void> =>
  page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  }, SETTLING_FRAMES)
