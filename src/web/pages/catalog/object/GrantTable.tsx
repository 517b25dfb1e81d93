import type { Grant } from '../../../../core/catalog/place.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import classes from './ObjectPage.module.css'

const columns: readonly DataColumn<Grant>[] = [
  {
    id: 'grantee',
    label: 'Granted to',
    value: ({ grantee }) => grantee ?? 'PUBLIC',
    render: ({ grantee }) => grantee ?? <em>everyone (PUBLIC)</em>,
  },
  {
    id: 'privileges',
    label: 'Privileges',
    value: ({ privileges }) => privileges.join(', '),
    wide: true,
  },
  {
    id: 'grantable',
    label: 'May pass on',
    value: ({ grantable }) => (grantable.length === 0 ? null : grantable.join(', ')),
  },
  { id: 'grantor', label: 'Granted by', value: ({ grantor }) => grantor },
]

interface Props {
  readonly grants: readonly Grant[] | null
  readonly label?: string
  /** What to say of the built-in ones. */
  readonly builtIn?: string
}

/** Who may do what with an object. */
export function GrantTable({ grants, label = 'Grants', builtIn = neverChanged }: Props) {
  if (grants === null) return <p className={classes.nothing}>{builtIn}</p>
  if (grants.length === 0) return <p className={classes.nothing}>Nobody was granted anything, not even the owner.</p>
  return (
    <DataTable
      label={label}
      rows={grants}
      columns={columns}
      rowKey={({ grantee, grantor }) => JSON.stringify([grantee, grantor])}
    />
  )
}

const usual = 'the owner may do everything, and everyone else what Postgres gives to PUBLIC for this kind.'
const neverChanged = `Never changed: ${usual}`
export const builtInPrivileges = `What is built in: ${usual}`
