import type { Accepted, Import, TakeBackForecast } from '@planner/shared/schemas'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { startTakeBack, takeBackQuery } from '../../api/queries.ts'
import { ErrorNotice } from '../../components/pages.tsx'
import { ProgressLine } from '../../components/work-progress.tsx'
import { formatCount, plural } from '../../format.ts'

interface TakeBackDialogProps {
  item: Import
  isOpen: boolean
  onClose: () => void
  onBegun: (begun: Accepted) => void
}

/** Asks, with the numbers, before a load is taken back. */
export function TakeBackDialog({ item, isOpen, onClose, onBegun }: TakeBackDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { data, error } = useQuery({ ...takeBackQuery(item.importId), enabled: isOpen })
  const begin = useMutation({
    mutationFn: startTakeBack,
    onSuccess: (begun) => {
      onBegun(begun)
      onClose()
    },
  })
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  const close = (): void => {
    begin.reset()
    onClose()
  }
  return (
    <dialog
      ref={dialog}
      className="dialog stack"
      aria-labelledby="take-back-title"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <h2 id="take-back-title" className="file-name">
        Take {item.fileName} back?
      </h2>
      <div className="stack-tight" aria-live="polite">
        {data === undefined && error === null && <ProgressLine label="Counting what that would do" share={undefined} />}
        {data !== undefined && <Forecast forecast={data} />}
      </div>
      <ErrorNotice error={error ?? begin.error} />
      <div className="row">
        <button type="button" className="button" autoFocus onClick={close}>
          Leave it as it is
        </button>
        {data?.refusedBecause === null && (
          <button
            type="button"
            className="button button-primary"
            disabled={begin.isPending}
            onClick={() => begin.mutate(item.importId)}
          >
            Take it back
          </button>
        )}
      </div>
    </dialog>
  )
}

function Forecast({ forecast }: { forecast: TakeBackForecast }) {
  const { refusedBecause, removed, kept, keptBy, restored, rankings, operations } = forecast
  if (refusedBecause !== null)
    return (
      <p className="notice notice-bad" role="alert">
        {refusedBecause}
      </p>
    )
  return (
    <>
      <ul className="take-back-counts">
        <li>
          <strong className="number">{formatCount(removed)}</strong> {removed === 1 ? 'incident is' : 'incidents are'}{' '}
          removed.
        </li>
        {kept > 0 && (
          <li>
            <strong className="number">{formatCount(kept)}</strong> {kept === 1 ? 'stays' : 'stay'}, since{' '}
            {namesOf(keptBy)} {keptBy.length === 1 ? 'holds' : 'hold'} {kept === 1 ? 'it' : 'them'} too.
          </li>
        )}
        {restored > 0 && (
          <li>
            <strong className="number">{formatCount(restored)}</strong> {restored === 1 ? 'gets its' : 'get their'}{' '}
            former values back.
          </li>
        )}
      </ul>
      <p className="small">
        {rankings === 0
          ? 'No ranking was made since it was loaded.'
          : `${plural(rankings, 'ranking')} of ${plural(operations, 'operation')} ${rankings === 1 ? 'was' : 'were'} made since it was loaded. ${rankings === 1 ? 'It keeps' : 'They keep'} what ${rankings === 1 ? 'it was' : 'they were'} made from, and so do plans: rank again where that matters.`}
      </p>
      <p className="small muted">
        The load stays in the list, with who took it back. The same file can be loaded again.
      </p>
    </>
  )
}

/** The loads with the most are named, the rest counted. */
function namesOf(keptBy: TakeBackForecast['keptBy']): string {
  const [first, second, ...others] = keptBy.map(({ fileName }) => `“${fileName}”`)
  if (second === undefined) return first ?? ''
  return others.length === 0
    ? `${first} and ${second}`
    : `${first}, ${second} and ${plural(others.length, 'other load')}`
}
