import { ChangedPrivileges } from '../object/ChangedPrivileges.tsx'
import { GrantTable } from '../object/GrantTable.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

/** Who may do what with the relation, and with single columns of it. */
export function GrantsTab({ relation }: TabProps) {
  const own = relation.columns.filter(({ grants }) => grants !== null && grants.length > 0)
  return (
    <>
      <GrantTable grants={relation.grants} label={`Grants on ${relation.name}`} />
      {own.map(({ name, grants }) => (
        <section key={name}>
          <h2 className={classes.section}>On the column {name} alone</h2>
          <GrantTable grants={grants} label={`Grants on the column ${name}`} />
        </section>
      ))}
      <ChangedPrivileges object={relation} />
    </>
  )
}
