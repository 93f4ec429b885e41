import { randomBytes } from 'node:crypto'
import { DomainError } from '@planner/shared/core'
import { readConfig } from '../config.ts'
import { startDatabase } from '../start-database.ts'
import { changePassword, createAccount, disableAccount } from '../services/account.service.ts'
import { EXIT, type Command } from './command.ts'

const ACTOR = 'command line'
const ROLES = ['tasking', 'supervisor', 'commander', 'officer'] as const
const PASSWORD_BYTES = 15

export const user: Command = {
  summary: 'add or disable an account, or give it a new password',
  options: {
    add: { value: 'NAME', help: 'make an account; its random password is printed once' },
    role: { value: 'ROLE', help: `with --add: ${ROLES.join(', ')}` },
    team: { value: 'TEAM_ID', help: 'with --role officer: the crew whose tours the account shows' },
    disable: { value: 'NAME', help: 'sign the account out everywhere and let nobody in with it' },
    password: { value: 'NAME', help: 'give the account a new random password, printed once' },
  },
  example: 'user --add pat --role supervisor',
  async run(options, io) {
    const chosen = ['add', 'disable', 'password'].filter((name) => options.has(name))
    if (chosen.length !== 1)
      throw new DomainError('INVALID_INPUT', 'Give exactly one of --add, --disable and --password. See --help.')
    if (options.has('add') && !options.has('role'))
      throw new DomainError('INVALID_INPUT', `--role is missing; it must be one of: ${ROLES.join(', ')}.`)
    const role = options.choice('role', ROLES, 'tasking')
    const database = await startDatabase(readConfig(process.env, process.cwd()), (line) => io.err(`user: ${line}\n`))
    try {
      const password = randomBytes(PASSWORD_BYTES).toString('base64url')
      const added = options.text('add')
      const renewed = options.text('password')
      if (added !== undefined)
        await createAccount(database.db, ACTOR, {
          username: added,
          role,
          teamId: options.text('team') ?? null,
          password,
        })
      else if (renewed !== undefined) await changePassword(database.db, ACTOR, renewed, password)
      else await disableAccount(database.db, ACTOR, options.getText('disable'))
      if (!options.has('disable')) io.out(`${password}\n`)
      return EXIT.done
    } finally {
      await database.close()
    }
  },
}
