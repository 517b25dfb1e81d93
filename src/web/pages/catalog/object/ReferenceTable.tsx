import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import type { ReferenceKind } from '../../../../core/catalog/references.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import { KindName } from './KindName.tsx'
import { ObjectLink } from './ObjectLink.tsx'
import classes from './ObjectPage.module.css'

/** One object that refers to another, seen from either end. */
export interface ReferenceRow {
  readonly how: ReferenceKind
  readonly schema: string | null
  readonly name: string
  /** Null where only the place is known. */
  readonly kind: string | null
  readonly arguments: string
  readonly via: string | null
  /** Such as `customer_id → id`. */
  readonly columns: string | null
}

interface Props {
  readonly label: string
  readonly rows: readonly ReferenceRow[]
  readonly words: Readonly<Record<ReferenceKind, string>>
  readonly address: ObjectAddress
}

export function ReferenceTable({ label, rows, words, address }: Props) {
  const columns: readonly DataColumn<ReferenceRow>[] = [
    { id: 'how', label: 'How', value: ({ how }) => words[how] },
    {
      id: 'object',
      label: 'Object',
      value: ({ schema, name }) => (schema === null ? name : `${schema}.${name}`),
      render: (row) => <ObjectLink {...row} database={address.database} from={address.schema} />,
    },
    {
      id: 'kind',
      label: 'Kind',
      value: ({ kind }) => kind,
      render: ({ kind }) => (kind === null ? null : <KindName kind={kind} />),
    },
    { id: 'via', label: 'Through', value: ({ via }) => via },
    {
      id: 'columns',
      label: 'Columns',
      value: (row) => row.columns,
      render: (row) => (row.columns === null ? null : <span className={classes.code}>{row.columns}</span>),
      wide: true,
    },
  ]
  return (
    <DataTable
      label={label}
      rows={rows}
      columns={columns}
      rowKey={({ how, schema, name, kind, via, arguments: rest }) =>
        JSON.stringify([how, schema, name, kind, via, rest])
      }
    />
  )
}
