import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { builtInPrivileges, GrantTable } from './GrantTable.tsx'
import classes from './ObjectPage.module.css'

const isSame = (one: SnapshotObject['grants'], other: SnapshotObject['grants']): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** What stands beside an object's grants: those on columns that have no row of their own, and what it came with. */
export function ChangedPrivileges({ object }: { readonly object: SnapshotObject }) {
  const columns = ('columnPrivileges' in object ? object.columnPrivileges : null) ?? []
  // A relation's own columns are shown already.
  const shown = new Set('columns' in object ? object.columns.map(({ name }) => name) : [])
  return (
    <>
      {columns
        .filter(({ name }) => !shown.has(name))
        .map(({ name, grants }) => (
          <section key={name}>
            <h2 className={classes.section}>On the column {name} alone</h2>
            <GrantTable grants={grants ?? []} label={`Grants on the column ${name}`} />
          </section>
        ))}
      {object.initialGrants !== undefined && !isSame(object.grants, object.initialGrants) && (
        <section>
          <h2 className={classes.section}>What it came with</h2>
          <GrantTable grants={object.initialGrants} label="Grants that it came with" builtIn={builtInPrivileges} />
        </section>
      )}
    </>
  )
}
