import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Asks before a file that is on its way is given up: by a link, by going back, or by closing the page. */
export function LeaveGuard({ isSending, fileName }: { isSending: boolean; fileName: string }) {
  const blocker = useBlocker({
    shouldBlockFn: () => isSending,
    // The browser asks in its own words.
    enableBeforeUnload: () => isSending,
    withResolver: true,
  })
  const dialog = useRef<HTMLDialogElement>(null)
  const isAsking = blocker.status === 'blocked' && isSending
  useEffect(() => {
    if (isAsking) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isAsking])
  return (
    <dialog
      ref={dialog}
      className="dialog stack"
      aria-labelledby="leave-title"
      onCancel={(event) => {
        event.preventDefault()
        blocker.reset?.()
      }}
    >
      <h2 id="leave-title">Leave before {fileName} is sent?</h2>
      <p>
        It has not arrived yet. Nothing of it is loaded if you leave now. Once it has arrived, loading goes on without
        this page.
      </p>
      <div className="row">
        <button type="button" className="button button-primary" autoFocus onClick={() => blocker.reset?.()}>
          Stay until it is sent
        </button>
        <button type="button" className="button" onClick={() => blocker.proceed?.()}>
          Leave
        </button>
      </div>
    </dialog>
  )
}
