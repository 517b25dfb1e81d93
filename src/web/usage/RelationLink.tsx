import { Link } from 'wouter'
import type { RelationAddress } from '../../core/lineage/statement-lineage.ts'
import { placePath } from '../catalog/place.ts'

interface Props {
  readonly serviceId: string
  readonly relation: RelationAddress
  readonly tab?: string
}

/** To the relation's page in the catalog; a plain name where it cannot be known which one it is. */
export function RelationLink({ serviceId: service, relation: { database, schema, relation }, tab }: Props) {
  const name = [schema, relation].filter((part) => part !== null).join('.')
  if (database === null || schema === null || relation === null) return <span className="mono">{name || '?'}</span>
  return (
    <Link className="mono" to={placePath({ service, database, schema, name: relation, ...(tab && { tab }) })}>
      {name}
    </Link>
  )
}
