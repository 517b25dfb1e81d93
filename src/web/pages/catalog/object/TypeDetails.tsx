import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import classes from './ObjectPage.module.css'

/** What values a type has, in a line or a short list. */
export function TypeDetails({ type }: { readonly type: SnapshotObject }) {
  switch (type.kind) {
    case 'enum':
      return (
        <ul className={classes.marks}>
          {type.labels.map((label) => (
            <li key={label} className={classes.label}>
              {label}
            </li>
          ))}
        </ul>
      )
    case 'domain':
      return (
        <span className={classes.code}>
          {[
            type.baseType,
            type.nullable ? null : 'NOT NULL',
            type.default === null ? null : `DEFAULT ${type.default}`,
            ...type.constraints.map(({ definition }) => definition),
          ]
            .filter((part) => part !== null)
            .join(' ')}
        </span>
      )
    case 'composite type':
      return (
        <span className={classes.code}>({type.fields.map(({ name, type: of }) => `${name} ${of}`).join(', ')})</span>
      )
    case 'range':
      return <span className={classes.code}>from and to a value of {type.subtype}</span>
    default:
      return null
  }
}
