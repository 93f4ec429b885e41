import { useEffect, useRef, type ReactNode } from 'react'
import { useWide } from '../../components/use-wide.ts'

interface DetailPanelProps {
  /** names the panel for those who do not see where it stands */
  label: string
  title: string
  /** beside the button that closes it */
  head: ReactNode
  onClose: () => void
  children: ReactNode
}

/** What stands beside list and map; on a phone it is the page, so reading starts at its top. */
export function DetailPanel({ label, title, head, onClose, children }: DetailPanelProps) {
  const wide = useWide()
  const heading = useRef<HTMLHeadingElement>(null)
  const Heading = wide ? 'h2' : 'h1'
  useEffect(() => {
    if (wide) return
    window.scrollTo(0, 0)
    heading.current?.focus()
  }, [wide])
  return (
    <aside className="detail" aria-label={label}>
      <div className="detail-head">
        <div className="detail-rank">{head}</div>
        <button type="button" className="button button-small" onClick={onClose}>
          {wide ? 'Close' : 'Back to the list'}
        </button>
      </div>
      <Heading tabIndex={-1} ref={heading}>
        {title}
      </Heading>
      {children}
    </aside>
  )
}
