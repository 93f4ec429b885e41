import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { isSignedOut } from '../../api/client.ts'
import { sessionQuery, signIn } from '../../api/queries.ts'
import { formText } from '../../components/form-text.ts'
import { ThemeToggle } from '../../components/theme.tsx'
import { LABELS } from '../../labels.ts'
import { safeNext } from '../../state/navigation.ts'
import './sign-in.css'

const REASONS = {
  expired: 'You were signed out because your session ended. Sign in to go back to where you were.',
  'signed-out': 'You are signed out.',
} as const

interface Problem {
  field: 'username' | 'password'
  message: string
}

export function SignInView() {
  const { next, reason } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const queryClient = useQueryClient()
  const [problems, setProblems] = useState<Problem[]>([])
  const summary = useRef<HTMLDivElement>(null)
  const mutation = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      queryClient.clear()
      queryClient.setQueryData(sessionQuery.queryKey, session)
      router.history.replace(safeNext(next))
    },
    onError: (error) => setProblems([{ field: 'username', message: error.message }]),
  })
  useEffect(() => {
    document.title = `${problems.length > 0 ? 'Error: ' : ''}Sign in · ${LABELS.product}`
    if (problems.length > 0) summary.current?.focus()
  }, [problems])

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const username = formText(form, 'username').trim()
    const password = formText(form, 'password')
    const found: Problem[] = []
    if (username === '') found.push({ field: 'username', message: 'Enter your username' })
    if (password === '') found.push({ field: 'password', message: 'Enter your password' })
    setProblems(found)
    if (found.length === 0) mutation.mutate({ username, password })
  }
  const refused = isSignedOut(mutation.error)
  const problemOf = (field: Problem['field']): string | undefined =>
    problems.find((problem) => problem.field === field)?.message

  return (
    <div className="sign-in">
      <header className="sign-in-bar">
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span className="bar-product">{LABELS.product}</span>
      </header>
      <main className="sign-in-main" id="main">
        <div className="sign-in-card">
          {problems.length > 0 && (
            <div className="error-summary" role="alert" tabIndex={-1} ref={summary}>
              <h2>There is a problem</h2>
              <ul>
                {problems.map(({ field, message }) => (
                  <li key={field}>
                    <a
                      href={`#${field}`}
                      onClick={(event) => {
                        event.preventDefault()
                        document.getElementById(field)?.focus()
                      }}
                    >
                      {message}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {reason !== undefined && problems.length === 0 && (
            <p className={reason === 'expired' ? 'notice notice-warn' : 'notice'} role="status">
              {REASONS[reason]}
            </p>
          )}
          <h1>Sign in</h1>
          <form className="stack" onSubmit={submit} noValidate>
            <Field
              name="username"
              label="Username"
              autoComplete="username"
              error={refused ? undefined : problemOf('username')}
            />
            <Field
              name="password"
              label="Password"
              type="password"
              autoComplete="current-password"
              error={problemOf('password')}
            />
            <button className="button button-primary sign-in-button" type="submit" disabled={mutation.isPending}>
              {mutation.isPending ? 'Signing in' : 'Sign in'}
            </button>
          </form>
          <p className="muted small">No account, or locked out? Your force's tasking team keeps the accounts.</p>
        </div>
        <ThemeToggle />
      </main>
    </div>
  )
}

interface FieldProps {
  name: string
  label: string
  type?: 'text' | 'password'
  autoComplete: string
  error: string | undefined
}

function Field({ name, label, type = 'text', autoComplete, error }: FieldProps) {
  return (
    <div className={error === undefined ? 'field' : 'field field-wrong'}>
      <label htmlFor={name}>{label}</label>
      {error !== undefined && (
        <p className="field-error" id={`${name}-error`}>
          <span className="visually-hidden">Error: </span>
          {error}
        </p>
      )}
      <input
        className="input"
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${name}-error`}
      />
    </div>
  )
}
