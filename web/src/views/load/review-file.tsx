import { findFittingMappings, parseMapping, type IncidentMapping } from '@planner/shared/core'
import type { ImportMapping } from '@planner/shared/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouteContext } from '@tanstack/react-router'
import { useState } from 'react'
import { importsQuery } from '../../api/queries.ts'
import { ErrorNotice } from '../../components/pages.tsx'
import { formatCount } from '../../format.ts'
import type { FileReading } from '../../incident-files/file-reader.ts'
import type { OpenedFile, ReadingChoice } from '../../incident-files/messages.ts'
import { LABELS } from '../../labels.ts'
import { isKnownSystem, missingFields, openMeanings } from '../../state/mapping-draft.ts'
import { ColumnsSection } from './columns-section.tsx'
import { FileFacts } from './file-facts.tsx'
import { FileZoneField } from './file-zone-field.tsx'
import { FirstRows, RowDetails } from './first-rows.tsx'
import { KeptMappings } from './kept-mappings.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { MeaningsSection } from './meanings-section.tsx'
import { OffenceOfAll } from './offence-of-all.tsx'
import { SendingLine } from './sending-line.tsx'
import { useFileZone } from './use-file-zone.ts'
import { useJudged } from './use-judged.ts'
import { useSending } from './use-sending.ts'
import { WritingSection } from './writing-section.tsx'

interface ReviewFileProps {
  file: File
  opened: OpenedFile
  reading: FileReading
  /** mappings that are kept */
  kept: readonly ImportMapping[]
  /** IANA name of the clock by which the file was read that these rows come from; undefined: it is no file of rejects */
  mendedFrom: string | undefined
  /** gives this file up for another */
  onOther: () => void
}

/** What is in a file, what of it will be read, and what becomes of its first rows; then it is sent. */
export function ReviewFile({ file, opened, reading, kept, mendedFrom, onOther }: ReviewFileProps) {
  const { force } = useRouteContext({ from: '/shell' }).session
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const fitting = findFittingMappings(
    opened.columns.map(({ name }) => name),
    kept,
  )
  const [used, setUsed] = useState<ImportMapping | undefined>(fitting[0])
  const [mapping, setMapping] = useState<IncidentMapping>(() =>
    fitting[0] === undefined ? opened.guess.mapping : readKept(fitting[0]),
  )
  const [isMapped, setIsMapped] = useState(opened.recognised === null)
  const choice: ReadingChoice =
    isMapped || opened.recognised === null ? { format: 'mapped', mapping } : { format: opened.recognised }
  const missing = choice.format === 'mapped' ? missingFields(mapping) : []
  const needsGrid = choice.format === 'mapped' && !isKnownSystem(mapping.coordinates)
  const isReadable = missing.length === 0 && !needsGrid
  const zone = useFileZone(mendedFrom ?? force.timezone)
  const judged = useJudged(reading, isReadable ? choice : undefined, zone.timezone)
  const sending = useSending({
    file,
    reading,
    onAccepted: async ({ importId }) => {
      await queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
      await navigate({ to: '/data/imports/$importId', params: { importId }, ignoreBlocker: true })
    },
  })
  const zoneField = (
    <FileZoneField zone={zone} force={force} mendedFrom={mendedFrom} warning={judged?.offClock ?? null} />
  )
  const open = choice.format === 'mapped' ? openMeanings(mapping, opened.columns) : []
  return (
    <div className="load-columns">
      <LeaveGuard isSending={sending.isSending} fileName={opened.name} />
      {/* What is being sent is settled: changes would seem to count and do not. */}
      <div className="stack load-main" inert={sending.isSending}>
        <FileFacts opened={opened} onOther={onOther} />
        {choice.format === 'mapped' ? (
          <>
            <KeptMappings
              fitting={fitting}
              used={used}
              mapping={mapping}
              complete={isReadable}
              fileName={opened.name}
              onUse={(one) => {
                setUsed(one)
                setMapping(one === undefined ? opened.guess.mapping : readKept(one))
              }}
              onKept={setUsed}
            />
            <ColumnsSection opened={opened} mapping={mapping} onChange={setMapping} />
            <OffenceOfAll opened={opened} mapping={mapping} onChange={setMapping} />
            <WritingSection mapping={mapping} zoneField={zoneField} onChange={setMapping} />
            <MeaningsSection opened={opened} mapping={mapping} onChange={setMapping} />
          </>
        ) : (
          <section className="panel stack" aria-label="Format">
            <h2>{LABELS.formats[choice.format]}</h2>
            <p>This kind of file is known: its columns need no choice. Columns that are not incidents stay here.</p>
            <div>
              <button type="button" className="button button-small" onClick={() => setIsMapped(true)}>
                Choose the columns myself
              </button>
            </div>
          </section>
        )}
      </div>
      <aside className="load-rail" aria-label="What becomes of it">
        <div className="panel stack load-go">
          <FirstRows judged={judged} missing={missing} needsGrid={needsGrid} />
          {open.length > 0 && (
            <p className="small open-words">
              Words without a meaning:{' '}
              {open
                .map(({ field, values }) => `${LABELS.fields[field].toLowerCase()} (${formatCount(values.length)})`)
                .join(', ')}
            </p>
          )}
          {choice.format === 'mapped' ? (
            (zone.fault !== undefined || (judged?.offClock ?? null) !== null) && (
              <p className="small open-words">Look at the time zone under “How it is written”.</p>
            )
          ) : (
            <div inert={sending.isSending}>{zoneField}</div>
          )}
          {sending.isSending && sending.progress !== undefined ? (
            <SendingLine progress={sending.progress} onCancel={sending.cancel} />
          ) : (
            <>
              <button
                type="button"
                className="button button-primary"
                disabled={
                  !isReadable || zone.fault !== undefined || judged?.taken === 0 || (judged?.refused ?? null) !== null
                }
                onClick={() => sending.send({ ...choice, timezone: zone.timezone })}
              >
                Load the file
              </button>
              <p className="field-hint">Only the columns that are read are sent; the file itself stays here.</p>
            </>
          )}
          {sending.isCancelled && (
            <p className="notice small" role="status">
              Cancelled. Nothing of the file was loaded; what you chose is still here.
            </p>
          )}
          <ErrorNotice error={sending.error} />
        </div>
        {judged !== undefined && judged.refused === null && <RowDetails judged={judged} />}
      </aside>
    </div>
  )
}

const readKept = ({ mapping, name }: ImportMapping): IncidentMapping => parseMapping(mapping, name)
