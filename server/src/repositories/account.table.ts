import type { Role } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

export interface AccountTable {
  account_id: Generated<string>
  /** lower case; unique */
  username: string
  /** argon2id in PHC form */
  password_hash: string
  role: Role
  /** officers: the crew whose tours they see */
  team_id: string | null
  /** made with the demo force: refused when the server is reachable by others */
  is_demo: Generated<boolean>
  /** cannot sign in since then; null: active */
  disabled_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  created_at: Generated<Date>
}

export interface SessionTable {
  /** SHA-256 of the token in the cookie: a copy of this table signs nobody in */
  token_hash: Buffer
  account_id: string
  created_at: Generated<Date>
  last_used_at: ColumnType<Date, Date | undefined, Date>
  /** ends then, however much it is used */
  expires_at: Date
}

/** Failed sign-ins that still count, by what they are counted for (an address or a name). */
export interface SignInFailureTable {
  counted_for: string
  failures: number
  /** the count starts again then */
  resets_at: Date
}
