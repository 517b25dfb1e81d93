import type { ChangeStep } from '../../core/api.ts'
import { number } from '../runs/run-words.ts'
import classes from './ChangeCounts.module.css'
import { changeLooks, changeOrder } from './change-looks.ts'

/** `+ 3 added ~ 2 changed`: how many objects became what. */
export function ChangeCounts({ counts }: { readonly counts: ChangeStep['counts'] }) {
  return (
    <span className={classes.counts}>
      {changeOrder
        .filter((change) => counts[change] > 0)
        .map((change) => {
          const { Icon, word } = changeLooks[change]
          return (
            <span key={change} data-change={change}>
              <Icon size={14} aria-hidden="true" />
              {number(counts[change])} {word}
            </span>
          )
        })}
    </span>
  )
}
