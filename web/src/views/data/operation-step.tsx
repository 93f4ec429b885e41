import type { Operation } from '@planner/shared/schemas'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { createOperation, operationsQuery } from '../../api/queries.ts'
import { formText } from '../../components/form-text.ts'
import { ErrorNotice } from '../../components/pages.tsx'
import { addDays, formatDay } from '../../format.ts'
import { Step } from './step.tsx'

interface OperationStepProps {
  number: number
  operations: readonly Operation[]
  current: Operation | undefined
  lastDay: string | null
  onChoose: (operationId: string) => void
}

export function OperationStep({ number, operations, current, lastDay, onChoose }: OperationStepProps) {
  const queryClient = useQueryClient()
  const [missing, setMissing] = useState<string[]>([])
  const create = useMutation({
    mutationFn: createOperation,
    onSuccess: async (operation) => {
      await queryClient.invalidateQueries({ queryKey: operationsQuery.queryKey })
      onChoose(operation.operationId)
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = formText(form, 'name').trim()
    const startDay = formText(form, 'startDay')
    const days = Number(form.get('days'))
    const found = [
      ...(name === '' ? ['Give the operation a name'] : []),
      ...(startDay === '' ? ['Choose its first day'] : []),
      ...(Number.isInteger(days) && days >= 1 && days <= 84 ? [] : ['Its length must be from 1 to 84 days']),
    ]
    setMissing(found)
    if (found.length === 0) create.mutate({ name, startDay, days })
  }
  return (
    <Step number={number} title="Operation" done={current !== undefined}>
      <div className="data-columns">
        <form className="panel stack" onSubmit={submit} noValidate>
          <h3>New operation</h3>
          {missing.length > 0 && (
            <ul className="notice notice-bad" role="alert">
              {missing.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
          <div className="operation-fields">
            <div className="field">
              <label htmlFor="operation-name">Name</label>
              <input className="input" id="operation-name" name="name" maxLength={120} autoComplete="off" />
            </div>
            <div className="field">
              <label htmlFor="operation-start">First day</label>
              <input
                className="input"
                id="operation-start"
                name="startDay"
                type="date"
                defaultValue={lastDay === null ? '' : addDays(lastDay, 1)}
              />
            </div>
            <div className="field">
              <label htmlFor="operation-days">Length, days</label>
              <input
                className="input input-number"
                id="operation-days"
                name="days"
                type="number"
                min={1}
                max={84}
                defaultValue={21}
              />
            </div>
            <button type="submit" className="button button-primary" disabled={create.isPending}>
              Make the operation
            </button>
          </div>
          <p className="field-hint">An operation ties one ranking and one plan together.</p>
          <ErrorNotice error={create.error} />
        </form>
        {operations.length > 0 && (
          <div className="panel stack">
            <h3>Operations</h3>
            <ul className="operation-list">
              {operations.map((operation) => (
                <li key={operation.operationId}>
                  <button
                    type="button"
                    aria-pressed={operation.operationId === current?.operationId}
                    onClick={() => onChoose(operation.operationId)}
                  >
                    <span className="place-name">{operation.name}</span>
                    <span className="place-area">
                      {operation.days} days from {formatDay(operation.startDay)} ·{' '}
                      {operation.rankingId === null
                        ? 'not ranked yet'
                        : operation.planId === null
                          ? 'ranked, not planned yet'
                          : 'ranked and planned'}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Step>
  )
}
