import type { Column } from '../../../../core/catalog/relation.ts'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

export function TypeCell({ column }: { readonly column: Column; readonly address: TabProps['address'] }) {
  return <span className={classes.code}>{column.type}</span>
}
