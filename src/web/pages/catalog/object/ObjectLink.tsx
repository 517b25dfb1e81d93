import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { addressAt, findRows } from '../../../catalog/catalog-names.ts'
import { objectPath } from '../../../catalog/place.ts'
import { useCatalogContext } from '../catalog-context.tsx'

interface Props {
  readonly database: string | null
  readonly schema: string | null
  readonly name: string
  /** Null where only the place is known. */
  readonly kind: string | null
  readonly arguments?: string
  /** Whose page it stands on: its own schema is left out. */
  readonly from?: string | null
  /** Stands behind the name, in the link. */
  readonly more?: ReactNode
}

/** A name that leads to its page, where the snapshot holds what it names. */
export function ObjectLink({ database, schema, name, kind, arguments: rest = '', from = null, more }: Props) {
  const { service, names, at } = useCatalogContext()
  const [row] = findRows(names, { database, schema, name, kind, arguments: rest })
  const label = `${schema === null || schema === from ? name : `${schema}.${name}`}${rest === '' ? '' : `(${rest})`}`
  if (row === undefined) {
    return (
      <span title="Not in this snapshot">
        {label}
        {more}
      </span>
    )
  }
  return (
    <Link to={objectPath(service.id, addressAt(names, row), at)}>
      {label}
      {more}
    </Link>
  )
}
