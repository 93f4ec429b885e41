import type { AreaChanged } from '@planner/shared/schemas'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { areasQuery, areasWithWardsQuery, saveAreas } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { formatCount, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { ForceForm } from '../force/force-form.tsx'
import { AreaFile, NamePropertyField, Removal } from './area-file.tsx'
import {
  areaForm,
  readAreaDraft,
  toCollection,
  type AreaDraft,
  type AreaFileKind,
  type AreaPreview,
  type RemovablePart,
} from './read-area-draft.ts'
import { UnitList } from './unit-list.tsx'
import './areas.css'

const EMPTY: AreaDraft = { files: {}, nameProperty: undefined, wardNameProperty: undefined, removed: [] }

const GEOJSON = '.geojson,.json,application/geo+json'
const CSV = '.csv,.gz,text/csv'

/** The force's ground: boundaries, their command units, wards and street names, looked at before they are saved. */
export function AreasView() {
  const { operation } = useSearch({ from: '/shell/data/areas' })
  const queryClient = useQueryClient()
  const stored = useQuery(areasWithWardsQuery)
  const [draft, setDraft] = useState(EMPTY)
  const [saved, setSaved] = useState<AreaChanged>()
  const result = useRef<HTMLDivElement>(null)
  const chosen = Object.keys(draft.files).length + draft.removed.length
  const preview = usePreview(draft, stored.data)
  const saving = useMutation({
    mutationFn: (sent: AreaDraft) => saveAreas(areaForm(sent)),
    async onSuccess(changed, sent) {
      await queryClient.invalidateQueries({ queryKey: areasQuery.queryKey })
      // What was chosen while it was on its way is still to be saved.
      setDraft((now) => (now === sent ? EMPTY : now))
      setSaved(changed)
      result.current?.focus()
    },
  })
  useEffect(() => {
    document.title = `Areas · ${LABELS.product}`
  }, [])
  const { areas, wards } = preview ?? {}
  const drawn = useMemo(
    () => (areas === undefined || wards === undefined ? undefined : toCollection({ areas, wards })),
    [areas, wards],
  )
  if (stored.error !== null) return <ErrorNotice error={stored.error} />
  if (stored.data === undefined || preview === undefined) return <LoadingPage />

  const choose = (kind: AreaFileKind, file: File | undefined): void => {
    saving.reset()
    setSaved(undefined)
    const { [kind]: _, ...others } = draft.files
    setDraft({
      ...draft,
      files: file === undefined ? others : { ...others, [kind]: file },
      removed: draft.removed.filter((one) => one !== kind),
      ...(kind === 'boundaries' && { nameProperty: undefined }),
      ...(kind === 'wards' && { wardNameProperty: undefined }),
    })
  }
  const { faults, warnings } = preview
  const canSave = chosen > 0 && Object.keys(faults).length === 0 && !saving.isPending
  const part = (kind: AreaFileKind) => ({
    file: draft.files[kind],
    fault: faults[kind],
    onFile: (file: File | undefined) => choose(kind, file),
  })
  const removal = (kind: RemovablePart, loaded: number, what: string) =>
    loaded === 0 || draft.files[kind] !== undefined ? undefined : (
      <Removal
        what={loaded === 1 ? what : plural(loaded, what)}
        isRemoved={draft.removed.includes(kind)}
        onChange={(isRemoved) => {
          saving.reset()
          setSaved(undefined)
          const others = draft.removed.filter((one) => one !== kind)
          setDraft({ ...draft, removed: isRemoved ? [...others, kind] : others })
        }}
      />
    )
  return (
    <div className="areas">
      <header className="stack-tight">
        <h1>Areas</h1>
        <p className="muted">
          Where the force works, and which command unit polices what. Rankings and plans that exist keep the names they
          were made with; the next ones have these.
        </p>
        <p className="small">
          <Link to="/data" search={{ operation }}>
            Back to Data
          </Link>
        </p>
      </header>
      <section className="panel stack" aria-label="The force">
        <h2>The force</h2>
        <ForceForm />
      </section>
      <div className="areas-columns">
        <form
          className="stack"
          aria-label="Files"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (canSave) saving.mutate(draft)
          }}
        >
          <AreaFile
            label="Boundaries"
            hint="GeoJSON, a polygon with a name for each area; degrees or British National Grid. Choose a file or drop it on the field."
            accept={GEOJSON}
            {...part('boundaries')}
          >
            <NamePropertyField
              label="Property with the name of the area"
              properties={preview.nameProperties}
              value={draft.nameProperty}
              onChange={(nameProperty) => setDraft({ ...draft, nameProperty })}
            />
          </AreaFile>
          <AreaFile
            label="Command units"
            hint="CSV with the columns area,bcu. Without boundaries it divides those that are loaded anew; units are used exactly as written."
            accept={CSV}
            {...part('areas')}
          />
          <AreaFile
            label="Wards (if you have them)"
            hint={`GeoJSON with a name and, where there is one, a code. Loaded: ${formatCount(stored.data.wards.length)}.`}
            accept={GEOJSON}
            {...part('wards')}
          >
            <NamePropertyField
              label="Property with the name of the ward"
              properties={preview.wardNameProperties}
              value={draft.wardNameProperty}
              onChange={(wardNameProperty) => setDraft({ ...draft, wardNameProperty })}
            />
            {removal('wards', stored.data.wards.length, 'ward')}
          </AreaFile>
          <AreaFile
            label="Street names (if your incidents have none)"
            hint={`CSV with the columns name,lat,lng; it is read when you save. Loaded: ${formatCount(stored.data.labels)}.`}
            accept={CSV}
            {...part('labels')}
          >
            {removal('labels', stored.data.labels, 'street name')}
          </AreaFile>
          {warnings.length > 0 && <Sentences title="Before you save" sentences={warnings} />}
          <ErrorNotice error={saving.error} />
          <div className="row">
            <button type="submit" className="button button-primary" disabled={!canSave}>
              {saving.isPending ? 'Saving' : 'Save'}
            </button>
            {chosen === 0 && <span className="muted small">Choose a file, or remove something.</span>}
          </div>
          <div ref={result} tabIndex={-1} role="status" className="areas-saved">
            {saved !== undefined && (
              <>
                <p>
                  Saved: {formatCount(saved.areas)} areas in {formatCount(saved.units)} command units,{' '}
                  {formatCount(saved.wards)} wards, {formatCount(saved.labels)} street names.
                </p>
                {saved.warnings.length > 0 && <Sentences title="To know" sentences={saved.warnings} />}
              </>
            )}
          </div>
        </form>
        <section className="stack areas-ground" aria-label="On the map">
          <h2>{chosen > 0 ? 'As it would be' : 'As it is'}</h2>
          <div className="areas-map">
            <MapPanel
              label="Map of the areas in the colours of their command units, with the outlines of wards. The list beside it has the same units."
              areas={drawn}
              shadeUnits
              hotspots={undefined}
              outlines={undefined}
              visible={null}
              selected={undefined}
              camera={undefined}
              selectionBounds={undefined}
              onCamera={() => undefined}
              onSelect={() => undefined}
            />
          </div>
          {areas === undefined || areas.length === 0 ? (
            <p className="muted">
              {areas === undefined ? 'The boundaries cannot be shown.' : 'No areas are loaded yet.'}
            </p>
          ) : (
            <>
              {preview.wards.length > 0 && (
                <p className="small muted">Thin lines: {plural(preview.wards.length, 'ward')}.</p>
              )}
              <UnitList areas={areas} />
            </>
          )}
        </section>
      </div>
    </div>
  )
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <div className="notice notice-warn">
      <h2>{title}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}

/** What the draft would make of what is stored; the one before stays until the next is read. */
function usePreview(
  draft: AreaDraft,
  stored: Parameters<typeof readAreaDraft>[1] | undefined,
): AreaPreview | undefined {
  const [preview, setPreview] = useState<AreaPreview>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    if (stored === undefined) return undefined
    let isLate = false
    readAreaDraft(draft, stored).then(
      (read) => {
        if (!isLate) setPreview(read)
      },
      (error: unknown) => {
        if (!isLate) setFailure(error)
      },
    )
    return () => {
      isLate = true
    }
  }, [draft, stored])
  if (failure !== undefined) throw failure
  return preview
}
