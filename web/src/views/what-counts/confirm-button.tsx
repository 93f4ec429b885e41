import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ErrorNotice } from '../../components/pages.tsx'
import { refreshRankingInputs } from './use-saving.ts'

interface ConfirmButtonProps {
  /** what the button says, and what it is about for those who do not see where it stands */
  label: string
  about: string
  question: string
  action: string
  send: () => Promise<unknown>
  /** what the server would say otherwise by then */
  stale: QueryKey
  onDone: () => void
}

/** Takes something away, once asked whether that is meant. */
export function ConfirmButton({ label, about, question, action, send, stale, onDone }: ConfirmButtonProps) {
  const queryClient = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const confirm = useRef<HTMLButtonElement>(null)
  const removal = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      // First it is gone from the page: whoever has the keyboard is sent on from there.
      await refreshRankingInputs(queryClient, stale)
      onDone()
    },
    // Often somebody else was quicker: the page then shows how it is now.
    onError: () => queryClient.invalidateQueries({ queryKey: stale }),
  })
  const wasAsking = useRef(false)
  useEffect(() => {
    if (isAsking) confirm.current?.focus()
    else if (wasAsking.current) opener.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])
  if (!isAsking)
    return (
      <button
        ref={opener}
        type="button"
        className="button button-small"
        aria-label={about}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </button>
    )
  return (
    <div className="confirm" role="group" aria-label={about}>
      <p className="small">{question}</p>
      <div className="row">
        <button
          ref={confirm}
          type="button"
          className="button button-small"
          disabled={removal.isPending}
          onClick={() => removal.mutate()}
        >
          {action}
        </button>
        <button
          type="button"
          className="button button-small"
          onClick={() => {
            removal.reset()
            setIsAsking(false)
          }}
        >
          Cancel
        </button>
      </div>
      <ErrorNotice error={removal.error} />
    </div>
  )
}
