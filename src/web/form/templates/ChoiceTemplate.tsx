import type { MultiSchemaFieldTemplateProps } from '@rjsf/utils'
import classes from '../form.module.css'

/** A oneOf or anyOf: the choice of a branch, then the branch's fields. */
export function ChoiceTemplate({ selector, optionSchemaField }: MultiSchemaFieldTemplateProps) {
  return (
    <div className={classes.choice}>
      {selector}
      {optionSchemaField}
    </div>
  )
}
