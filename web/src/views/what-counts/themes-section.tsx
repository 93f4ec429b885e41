import type { ForceTheme } from '@planner/shared/schemas'
import { useRef, useState } from 'react'
import { removeTheme, themesQuery } from '../../api/queries.ts'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { formatMeasure } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { themeInWords } from '../../ranking-words.ts'
import { draftOfTheme, emptyThemeDraft, type ThemeDraft } from '../../state/theme-draft.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { ThemeForm } from './theme-form.tsx'

/** What rankings can be about: the shipped themes and the force's own. */
export function ThemesSection({ themes }: { themes: readonly ForceTheme[] }) {
  const [edited, setEdited] = useState<{ key: number; draft: ThemeDraft }>()
  const [said, setSaid] = useState('')
  const formPlace = useRef<HTMLDivElement>(null)
  const own = themes.filter(({ isShipped }) => !isShipped)
  const open = (draft: ThemeDraft): void => {
    setEdited((before) => ({ key: (before?.key ?? 0) + 1, draft }))
    setSaid('')
    // Once it is there.
    requestAnimationFrame(() => formPlace.current?.querySelector<HTMLElement>('input')?.focus())
  }
  const close = (words: string): void => {
    setEdited(undefined)
    setSaid(words)
    document.getElementById('themes')?.focus({ preventScroll: words === '' })
  }
  const item = (theme: ForceTheme) => {
    const { version } = theme
    return (
      <li key={theme.id}>
        <div>
          <strong>{theme.name}</strong>
          <span className="field-hint">{inWords(theme)}</span>
        </div>
        <div className="row">
          {version !== null && (
            <>
              <button
                type="button"
                className="button button-small"
                aria-label={`Change ${theme.name}`}
                onClick={() => open(draftOfTheme(theme, false))}
              >
                Change
              </button>
              <ConfirmButton
                label="Delete"
                about={`Delete ${theme.name}`}
                question="Rankings made with it keep it. Delete it?"
                action="Delete the theme"
                send={() => removeTheme(theme.id, version)}
                stale={themesQuery.queryKey}
                onDone={() => close(`${theme.name} is deleted.`)}
              />
            </>
          )}
          <button
            type="button"
            className="button button-small"
            aria-label={`Copy to change: ${theme.name}`}
            onClick={() => open(draftOfTheme(theme, true))}
          >
            Copy to change
          </button>
        </div>
      </li>
    )
  }
  return (
    <SetupSection
      id="themes"
      title="Themes"
      intro="Which incidents count in a ranking, and how much. A ranking keeps the theme that it was made with, whatever becomes of it here."
    >
      <h3>Your own</h3>
      {own.length === 0 ? (
        <p className="muted small">None yet. Begin with a new one, or copy one that is shipped.</p>
      ) : (
        <ul className="plain-list own-list">{own.map(item)}</ul>
      )}
      <p className="small" role="status">
        {said}
      </p>
      <div ref={formPlace}>
        {edited === undefined ? (
          <button type="button" className="button" onClick={() => open(emptyThemeDraft())}>
            New theme
          </button>
        ) : (
          <ThemeForm
            key={edited.key}
            start={edited.draft}
            onSaved={(name) => close(`${name} is saved. Rankings can be set up with it.`)}
            onCancel={() => close('')}
          />
        )}
      </div>
      <h3>Shipped</h3>
      <ul className="plain-list own-list">{themes.filter(({ isShipped }) => isShipped).map(item)}</ul>
    </SetupSection>
  )
}

/** The theme's conditions, and where it weighs offences differently or takes domestic ones. */
function inWords(theme: ForceTheme): string {
  const weights = Object.entries(theme.weights)
    .filter(([, weight]) => weight !== 1)
    .map(([offence, weight]) => `${labelOf(LABELS.offences, offence).toLowerCase()} weighs ${formatMeasure(weight)}`)
  return [
    themeInWords(theme),
    ...(weights.length > 0 ? [weights.join(', ')] : []),
    theme.includeDomestic ? 'domestic ones too' : 'without domestic ones',
  ].join('; ')
}
