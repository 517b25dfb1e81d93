import { Link } from 'wouter'
import type { StatementTotal } from '../../core/usage/rank-statements.ts'
import type { DataColumn } from '../components/DataTable.tsx'
import { callsColumn, rowsColumn, timeColumn } from './figure-columns.ts'
import { oneLine, timeWords } from './usage-words.ts'

const sum = (a: string | null, b: string | null): bigint | null =>
  a === null || b === null ? null : BigInt(a) + BigInt(b)

/** @param to address of a statement's page */
export function statementColumns(to: (id: string) => string): readonly DataColumn<StatementTotal>[] {
  return [
    {
      id: 'statement',
      label: 'Statement',
      value: ({ text }) => text,
      render: ({ id, text }) => (
        <Link to={to(id)} className="mono" title={text?.slice(0, 2_000)}>
          {text === null ? 'hidden from this role' : oneLine(text.slice(0, 400))}
        </Link>
      ),
      wide: true,
    },
    { id: 'database', label: 'Database', value: ({ database }) => database },
    {
      id: 'users',
      label: 'Users',
      value: ({ users }) => users.map(({ user, userOid }) => user ?? `dropped (${userOid})`).join(', '),
      render: ({ users: [first, ...others] }) =>
        `${first?.user ?? 'dropped'}${others.length === 0 ? '' : ` and ${others.length} more`}`,
    },
    callsColumn,
    timeColumn,
    {
      id: 'mean',
      label: 'Mean',
      value: ({ meanTimeMs }) => meanTimeMs,
      render: ({ meanTimeMs }) => timeWords(meanTimeMs, false),
      numeric: true,
    },
    rowsColumn,
    {
      id: 'blocks',
      label: 'Blocks',
      value: ({ sharedBlocksHit, sharedBlocksRead }) => sum(sharedBlocksHit, sharedBlocksRead),
      numeric: true,
    },
  ]
}
