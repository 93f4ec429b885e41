import { useEffect } from 'react'

/** A file that is let go beside the field for it does nothing, where the browser would leave the page and open it. */
export function useNoStrayDrops(): void {
  useEffect(() => {
    const refuse = (event: DragEvent): void => {
      const takesFiles = event.target instanceof HTMLInputElement && event.target.type === 'file'
      // Whoever takes files has said so by now.
      if (event.defaultPrevented || takesFiles || event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'none'
    }
    window.addEventListener('dragover', refuse)
    window.addEventListener('drop', refuse)
    return () => {
      window.removeEventListener('dragover', refuse)
      window.removeEventListener('drop', refuse)
    }
  }, [])
}
