import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { SqlText } from '../../../components/SqlText.tsx'
import { ChangedPrivileges } from './ChangedPrivileges.tsx'
import { DdlView } from './DdlView.tsx'
import { FactList } from './FactList.tsx'
import { factsOf } from './facts-of.ts'
import { GrantTable } from './GrantTable.tsx'
import { KindName } from './KindName.tsx'
import { ObjectLink } from './ObjectLink.tsx'
import classes from './ObjectPage.module.css'
import { ReferenceView } from './ReferenceView.tsx'
import { TypeDetails } from './TypeDetails.tsx'

interface Props {
  readonly object: SnapshotObject
  readonly address: ObjectAddress
}

/** Kinds of which Postgres keeps no privileges. */
const grantless: readonly string[] = [
  'role',
  'extension',
  'event trigger',
  'publication',
  'subscription',
  'default privileges',
]

/** The page of anything that has no columns: routines, types, sequences, extensions, roles … */
export function PlainPage({ object, address }: Props) {
  const definition = 'definition' in object ? object.definition : null
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <p className={classes.kind}>
          <KindName kind={object.kind} />
        </p>
        <h1>
          {object.name}
          {'parameters' in object && <span className={classes.parameters}>({object.parameters})</span>}
        </h1>
        {object.comment !== null && <p className={classes.comment}>{object.comment}</p>}
      </header>
      <FactList facts={factsOf(object)} />
      <OwnedBy object={object} address={address} />
      <TypeValues object={object} />
      <h2 className={classes.section}>{definition === null ? 'DDL' : 'Definition'}</h2>
      {definition === null ? <DdlView address={address} /> : <SqlText label="Definition" text={definition.trim()} />}
      {address.database !== null && address.schema !== null && <ReferenceView object={object} address={address} />}
      {!grantless.includes(object.kind) && (
        <>
          <h2 className={classes.section}>Grants</h2>
          <GrantTable grants={object.kind === 'default privileges' ? null : object.grants} />
          <ChangedPrivileges object={object} />
        </>
      )}
    </div>
  )
}

function OwnedBy({ object, address }: Props) {
  if (object.kind !== 'sequence' || object.ownedBy === null) return null
  const { ownedBy } = object
  return (
    <p>
      {ownedBy.identity ? 'Stands behind the identity column' : 'Goes away with the column'}{' '}
      <code>{ownedBy.column}</code> of{' '}
      <ObjectLink {...ownedBy} database={address.database} kind={null} from={address.schema} />.
    </p>
  )
}

function TypeValues({ object }: { readonly object: SnapshotObject }) {
  if (!['enum', 'domain', 'composite type', 'range'].includes(object.kind)) return null
  return (
    <>
      <h2 className={classes.section}>{object.kind === 'enum' ? 'Labels, in their order' : 'Values'}</h2>
      <TypeDetails type={object} />
    </>
  )
}
