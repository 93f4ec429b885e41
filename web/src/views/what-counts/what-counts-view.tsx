import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { excludedPlacesQuery, harmTableQuery, qualityQuery, themesQuery } from '../../api/queries.ts'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { LABELS } from '../../labels.ts'
import { suggestionKey } from '../../state/quality-places.ts'
import { ExcludedSection } from './excluded-section.tsx'
import { HarmSection } from './harm-section.tsx'
import { ThemesSection } from './themes-section.tsx'
import './what-counts.css'

/** What the force decides once for all its rankings: themes, the harm of each offence, and where nobody is sent. */
export function WhatCountsView() {
  const { operation, suggestion } = useSearch({ from: '/shell/data/what-counts' })
  const hash = useLocation({ select: (location) => location.hash })
  const themes = useQuery(themesQuery)
  const harmTable = useQuery(harmTableQuery)
  const excluded = useQuery(excludedPlacesQuery)
  const quality = useQuery({ ...qualityQuery, enabled: suggestion !== undefined })
  const suggested = quality.data?.suggestions.find((place) => suggestionKey(place) === suggestion)
  const isLoaded =
    themes.data !== undefined && harmTable.data !== undefined && excluded.data !== undefined && !quality.isLoading
  useEffect(() => {
    document.title = `What counts · ${LABELS.product}`
  }, [])
  useEffect(() => {
    // What the address names is not there before the answers are.
    if (isLoaded && hash !== '') document.getElementById(hash)?.scrollIntoView()
  }, [isLoaded, hash])
  const error = themes.error ?? harmTable.error ?? excluded.error
  if (error !== null) return <ErrorNotice error={error} />
  if (!isLoaded) return <LoadingPage />
  return (
    <div className="what-counts">
      <header className="stack-tight">
        <h1>What counts</h1>
        <p className="muted">What the force decides for all its rankings. Every change is on record.</p>
        <p className="row small">
          <Link to="/data" search={{ operation }}>
            Back to Data
          </Link>
          {operation !== undefined && (
            <Link to="/operations/$operationId/hotspots/new" params={{ operationId: operation }}>
              Set up a ranking
            </Link>
          )}
        </p>
      </header>
      <ThemesSection themes={themes.data.themes} />
      <HarmSection table={harmTable.data} />
      <ExcludedSection
        key={suggested === undefined ? '' : suggestion}
        places={excluded.data.excludedPlaces}
        suggested={suggested}
      />
    </div>
  )
}
