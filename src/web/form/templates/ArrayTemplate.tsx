import { ActionIcon, Button } from '@mantine/core'
import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from '@rjsf/utils'
import { Plus, X } from 'lucide-react'
import { helpIdOf, labelIdOf } from '../describe-control.ts'
import classes from '../form.module.css'

export function ArrayTemplate({ items, canAdd, onAddClick, fieldPathId, title }: ArrayFieldTemplateProps) {
  const id = fieldPathId.$id
  return (
    <fieldset id={id} aria-labelledby={labelIdOf(id)} className={classes.lines}>
      {items}
      {canAdd && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.add ?? ''}
          leftSection={<Plus size={14} aria-hidden="true" />}
          aria-describedby={helpIdOf(id)}
          onClick={onAddClick}
        >
          Add to {title}
        </Button>
      )}
    </fieldset>
  )
}

export function ArrayItemTemplate({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) {
  return (
    <div className={classes.line}>
      <div className={classes.grow}>{children}</div>
      {buttonsProps.hasRemove && (
        <ActionIcon aria-label={`Remove entry ${index + 1}`} onClick={buttonsProps.onRemoveItem}>
          <X size={14} aria-hidden="true" />
        </ActionIcon>
      )}
    </div>
  )
}
