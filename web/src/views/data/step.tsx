import type { ReactNode } from 'react'

/** One numbered step of the work; `done` puts a tick beside the number, `waitsFor` tells what must come first. */
export function Step(props: {
  number: number
  title: string
  done: boolean
  waitsFor?: string | undefined
  children: ReactNode
}) {
  const { number, title, done, waitsFor, children } = props
  return (
    <section className="step" aria-label={title}>
      <div className="step-mark" data-done={done} aria-hidden="true">
        {number}
      </div>
      <div className="step-body">
        <h2>
          {title}
          {done && <span className="visually-hidden">: done</span>}
        </h2>
        {waitsFor === undefined ? children : <p className="notice">{waitsFor}</p>}
      </div>
    </section>
  )
}
