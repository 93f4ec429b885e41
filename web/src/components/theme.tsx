import { useSyncExternalStore } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

const THEMES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEMES)[number]

const STORE_KEY = 'planner.theme'
const listeners = new Set<() => void>()
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
systemDark.addEventListener('change', () => notify())

function notify(): void {
  for (const listener of listeners) listener()
}

function storedTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORE_KEY)
    return THEMES.find((theme) => theme === stored) ?? 'system'
  } catch {
    return 'system' // storage may be forbidden; the system's choice is then the right one
  }
}

let choice = storedTheme()

/** Put the reader's choice on the page. Called once before the first paint and on each change. */
export function applyTheme(next: ThemeChoice = choice): void {
  choice = next
  if (next === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.setAttribute('data-theme', next)
  try {
    localStorage.setItem(STORE_KEY, next)
  } catch {
    // The choice then lasts as long as the page.
  }
  notify()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `light` or `dark`, as the page is shown now. */
export function shownTheme(): 'light' | 'dark' {
  if (choice !== 'system') return choice
  return systemDark.matches ? 'dark' : 'light'
}

export const useShownTheme = (): 'light' | 'dark' => useSyncExternalStore(subscribe, shownTheme)

const NAMES: Record<ThemeChoice, string> = { system: 'Auto', light: 'Light', dark: 'Dark' }

export function ThemeToggle() {
  const shown = useSyncExternalStore(subscribe, () => choice)
  return (
    <ToggleButtonGroup
      className="segmented"
      aria-label="Colours"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[shown]}
      onSelectionChange={(keys) => {
        const next = THEMES.find((theme) => keys.has(theme))
        if (next !== undefined) applyTheme(next)
      }}
    >
      {THEMES.map((theme) => (
        <ToggleButton key={theme} id={theme}>
          {NAMES[theme]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
