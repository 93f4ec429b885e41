import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useState, type RefObject } from 'react'
import { fieldRefused } from '../../api/client.ts'
import { findControl } from '../../components/setup/control.ts'
import type { Faults } from '../../state/draft.ts'

interface SavingOptions<T> {
  /** keeps the paths of this form apart from those of the others on the page */
  prefix: string
  form: RefObject<HTMLElement | null>
  send: (request: T) => Promise<unknown>
  /** what the server would say otherwise by now */
  stale: QueryKey
  onSaved: () => void
}

/** Sends a form once it is sound, and puts what is wrong, by us or by the server, beside its field. */
export function useSaving<T>({ prefix, form, send, stale, onSaved }: SavingOptions<T>) {
  const queryClient = useQueryClient()
  const [isSent, setIsSent] = useState(false)
  const saving = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await refreshRankingInputs(queryClient, stale)
      setIsSent(false)
      onSaved()
    },
    // Often somebody else was quicker: whoever opens it again sees how it is now.
    onError: () => queryClient.invalidateQueries({ queryKey: stale }),
  })
  const refused = saving.error === null ? undefined : fieldRefused(saving.error.message)
  return {
    isSaving: saving.isPending,
    /** what no field can be blamed for */
    error: refused === undefined ? saving.error : null,
    /** to be shown by now, by the path of the control */
    shown: (faults: Faults): Faults => ({
      ...(isSent &&
        Object.fromEntries(Object.entries(faults).map(([path, words]) => [`${prefix}/${path}`, words] as const))),
      ...(refused !== undefined && { [`${prefix}/${refused.path}`]: refused.words }),
    }),
    /** Something was typed: an answer to what stood there before says nothing of it. */
    edited: (): void => {
      if (saving.error !== null) saving.reset()
    },
    submit: (request: T, faults: Faults): void => {
      setIsSent(true)
      const [first] = Object.keys(faults)
      if (first === undefined) saving.mutate(request)
      else findControl(form.current, `${prefix}/${first}`)?.focus()
    },
  }
}

/** What rankings are made from has changed, so previews of rankings have as well. */
export async function refreshRankingInputs(
  queryClient: ReturnType<typeof useQueryClient>,
  stale: QueryKey,
): Promise<void> {
  queryClient.removeQueries({ queryKey: ['ranking-previews'] })
  // It tells of excluded places and suggests others.
  queryClient.removeQueries({ queryKey: ['incidents', 'quality'] })
  await queryClient.invalidateQueries({ queryKey: stale })
}
