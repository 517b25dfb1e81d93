import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { FactList } from './FactList.tsx'
import { GrantTable } from './GrantTable.tsx'
import { KindName } from './KindName.tsx'
import classes from './ObjectPage.module.css'

/** The page of anything that has no columns. */
export function PlainPage({ object }: { readonly object: SnapshotObject; readonly address: ObjectAddress }) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <p className={classes.kind}>
          <KindName kind={object.kind} />
        </p>
        <h1>{object.name}</h1>
        {object.comment !== null && <p className={classes.comment}>{object.comment}</p>}
      </header>
      <FactList facts={[{ label: 'Owner', value: object.owner }]} />
      <h2 className={classes.section}>Grants</h2>
      <GrantTable grants={object.grants} />
    </div>
  )
}
