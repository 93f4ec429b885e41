import type { IncidentMapping } from '@planner/shared/core'
import type { ImportMapping } from '@planner/shared/schemas'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeMapping, importMappingsQuery, keepMapping, removeMapping } from '../../api/queries.ts'
import { ErrorNotice } from '../../components/pages.tsx'

interface KeptMappingsProps {
  /** those that this file's header has all columns of, the best first */
  fitting: readonly ImportMapping[]
  used: ImportMapping | undefined
  mapping: IncidentMapping
  /** nothing that it needs is missing */
  complete: boolean
  fileName: string
  onUse: (mapping: ImportMapping | undefined) => void
  onKept: (mapping: ImportMapping | undefined) => void
}

/** Mappings of earlier files of the same source, and keeping this one for the next. */
export function KeptMappings({ fitting, used, mapping, complete, fileName, onUse, onKept }: KeptMappingsProps) {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const refresh = () => queryClient.invalidateQueries({ queryKey: importMappingsQuery.queryKey })
  const saving = useMutation({
    mutationFn: (as: ImportMapping | undefined) =>
      as === undefined
        ? keepMapping({ name: name.trim(), mapping: toRecord(mapping) })
        : changeMapping(as.mappingId, { name: as.name, mapping: toRecord(mapping), version: as.version }),
    onSuccess: async (kept) => {
      setName('')
      onKept(kept)
      await refresh()
    },
  })
  const removal = useMutation({
    mutationFn: (one: ImportMapping) => removeMapping(one.mappingId),
    onSuccess: async () => {
      onKept(undefined)
      await refresh()
    },
  })
  const isChanged = used !== undefined && canonical(used.mapping) !== canonical(toRecord(mapping))
  return (
    <section className="panel stack-tight kept-mappings" aria-label="Mapping">
      {fitting.length > 0 ? (
        <label className="row">
          <span className="field-label">Start from</span>
          <select
            className="select"
            value={used?.mappingId ?? ''}
            onChange={({ target }) => onUse(fitting.find(({ mappingId }) => mappingId === target.value))}
          >
            {fitting.map(({ mappingId, name: keptName }) => (
              <option key={mappingId} value={mappingId}>
                {keptName}
              </option>
            ))}
            <option value="">A fresh guess</option>
          </select>
        </label>
      ) : (
        <p className="small">
          What the columns are was guessed from their names and values. Look it over once, and keep it for the next file
          like {fileName}.
        </p>
      )}
      {used === undefined ? (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            saving.mutate(undefined)
          }}
        >
          <input
            className="input"
            aria-label="Name of the mapping"
            placeholder="Name, such as the system it comes from"
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button" disabled={!complete || name.trim() === '' || saving.isPending}>
            Keep this mapping
          </button>
        </form>
      ) : (
        <div className="row">
          <span className="small muted">
            {isChanged ? `Not as ${used.name} has it any more.` : `Kept by ${used.savedBy}.`}
          </span>
          {isChanged && (
            <button
              type="button"
              className="button button-small"
              disabled={!complete || saving.isPending}
              onClick={() => saving.mutate(used)}
            >
              Keep the changes
            </button>
          )}
          <button
            type="button"
            className="button button-small"
            disabled={removal.isPending}
            onClick={() => removal.mutate(used)}
          >
            Forget {used.name}
          </button>
        </div>
      )}
      <ErrorNotice error={saving.error ?? removal.error} />
    </section>
  )
}

const toRecord = ({ columns, values, constants, marks, ...rest }: IncidentMapping): ImportMapping['mapping'] => ({
  ...rest,
  ...(constants === undefined ? {} : { constants: { ...constants } }),
  ...(marks === undefined ? {} : { marks: { ...marks } }),
  columns: { ...columns },
  values: { ...values },
})

/** Equal for mappings that say the same, in whatever order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
