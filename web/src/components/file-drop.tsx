import { useRef, useState, type DragEvent } from 'react'

interface FileDropProps {
  /** what the button says */
  action: string
  /** what may be dropped, and what becomes of it */
  hint: string
  accept: string
  onFile: (file: File) => void
}

/** Where a file is dropped; whoever does not drag has a button. */
export function FileDrop({ action, hint, accept, onFile }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const [problem, setProblem] = useState('')
  const take = (files: FileList | null): void => {
    const [file, ...more] = files ?? []
    setProblem(more.length > 0 ? 'One file at a time. Pack several as a zip archive, or load one after the other.' : '')
    if (file !== undefined && more.length === 0) onFile(file)
  }
  const drag = (event: DragEvent, over: boolean): void => {
    event.preventDefault()
    setIsOver(over)
  }
  return (
    <div className="file-drop-frame">
      <div
        className="file-drop"
        data-over={isOver}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false)
          take(event.dataTransfer.files)
        }}
      >
        <p className="file-drop-words" aria-hidden="true">
          {isOver ? 'Let go to open it' : 'Drop a file here'}
        </p>
        <button type="button" className="button button-primary" onClick={() => input.current?.click()}>
          {action}
        </button>
        <input
          ref={input}
          type="file"
          accept={accept}
          hidden
          onChange={(event) => {
            take(event.target.files)
            // The same file can be chosen again after it was mended.
            event.target.value = ''
          }}
        />
        <p className="field-hint">{hint}</p>
        {problem !== '' && (
          <p className="field-error" role="alert">
            {problem}
          </p>
        )}
      </div>
    </div>
  )
}
