import type { IncidentQuality } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useRouteContext } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { areasQuery, qualityQuery } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { ErrorNotice, LoadingPage, MessagePage } from '../../components/pages.tsx'
import { plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { qualityPlaces, type QualityPlace } from '../../state/quality-places.ts'
import { DelaySection } from './delay-section.tsx'
import { KIND_MARKS, QualityLegend } from './quality-legend.tsx'
import { PlacesList } from './places-list.tsx'
import { TimesSection } from './times-section.tsx'
import './quality.css'

/** How good the data is: what is suspicious about where and when, on a map and in words. */
export function QualityView() {
  const { data, error } = useQuery(qualityQuery)
  useEffect(() => {
    document.title = `How good the data is · ${LABELS.product}`
  }, [])
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <LoadingPage />
  if (data.incidents === 0)
    return (
      <MessagePage title="No incidents yet">
        <p>When incidents are loaded, this page says how good they are.</p>
      </MessagePage>
    )
  return <Quality report={data} />
}

function Quality({ report }: { report: IncidentQuality }) {
  const { session } = useRouteContext({ from: '/shell' })
  const { data: areas } = useQuery(areasQuery)
  const [selected, setSelected] = useState<string>()
  const places = useMemo(() => qualityPlaces(report), [report])
  const points = useMemo(
    () => places.map(({ id, lat, lng, kind }) => ({ id, lat, lng, rank: null, mark: KIND_MARKS[kind] })),
    [places],
  )
  return (
    <div className="split quality">
      <div className="quality-list">
        <div className="quality-head">
          <h1>How good the data is</h1>
          <p className="muted small">
            What is suspicious about where and when {plural(report.incidents, 'incident')} happened.
          </p>
        </div>
        <section className="quality-part stack-tight" aria-label="What to know">
          {report.findings.length === 0 ? (
            <p className="notice notice-good small">Nothing is suspicious about where and when incidents happened.</p>
          ) : (
            <ul className="plain-list stack-tight">
              {report.findings.map((finding) => (
                <li key={finding} className="notice notice-warn small">
                  {finding}
                </li>
              ))}
            </ul>
          )}
          <p className="muted small">Nothing is left out of a ranking because of it: whether it matters is for you.</p>
        </section>
        <PlacesList
          places={places}
          selected={selected}
          mayExclude={session.role === 'tasking'}
          onSelect={setSelected}
        />
        <DelaySection delays={report.delays} />
        <TimesSection report={report} />
      </div>
      <div className="quality-map">
        <MapPanel
          label="Map of suspicious places; the list has the same places."
          areas={areas}
          hotspots={points}
          outlines={undefined}
          visible={null}
          selected={selected}
          camera={undefined}
          selectionBounds={boundsOf(places.find(({ id }) => id === selected))}
          onCamera={() => undefined}
          onSelect={setSelected}
        >
          <QualityLegend kinds={new Set(places.map(({ kind }) => kind))} />
        </MapPanel>
      </div>
    </div>
  )
}

/** A kilometre or so around a place. */
function boundsOf(place: QualityPlace | undefined): [number, number, number, number] | undefined {
  if (place === undefined) return undefined
  const { lat, lng } = place
  return [lng - 0.01, lat - 0.006, lng + 0.01, lat + 0.006]
}
