/** Keeps what was typed on a set-up screen: it survives a reload of the page and ends with the tab. */
export interface KeptDraft<T> {
  keep: (draft: T) => void
  forget: () => void
  read: () => T | undefined
}

/**
 * Storage may be forbidden or full; the draft then lasts as long as the page.
 *
 * @param name the key of the storage
 * @param parse undefined for anything that this version of the screen cannot show; may throw
 */
export const keptDraft = <T>(name: string, parse: (kept: unknown) => T | undefined): KeptDraft<T> => ({
  keep: (draft) => attempt(() => sessionStorage.setItem(name, JSON.stringify(draft))),
  forget: () => attempt(() => sessionStorage.removeItem(name)),
  read: () =>
    attempt(() => {
      const text = sessionStorage.getItem(name)
      return text === null ? undefined : parse(JSON.parse(text))
    }),
})

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
