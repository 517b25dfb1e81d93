import { kindIcon } from '../../../catalog/kind-groups.ts'
import classes from './ObjectPage.module.css'

/** An object's kind: an icon and a word. */
export function KindName({ kind }: { readonly kind: string }) {
  const Icon = kindIcon(kind)
  return (
    <span className={classes.kindName}>
      <Icon size={14} aria-hidden="true" />
      {kind}
    </span>
  )
}
