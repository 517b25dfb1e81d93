import type { Column } from '../../../../core/catalog/relation.ts'
import { ObjectLink } from '../object/ObjectLink.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

/** A column's type; one that the database made itself leads to its page. */
export function TypeCell({ column, address }: { readonly column: Column; readonly address: TabProps['address'] }) {
  const { type, baseType } = column
  const isOwn = baseType.schema !== 'pg_catalog' && baseType.schema !== 'information_schema'
  return (
    <span className={classes.code}>
      {isOwn ? (
        <>
          <ObjectLink
            database={address.database}
            schema={baseType.schema}
            name={baseType.name}
            kind={null}
            from={address.schema}
          />
          {type.endsWith('[]') && '[]'}
        </>
      ) : (
        type
      )}
    </span>
  )
}
