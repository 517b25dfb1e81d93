import type { FieldTemplateProps } from '@rjsf/utils'
import { toFieldPath } from '../../../core/ids.ts'
import { errorIdOf, helpIdOf, labelIdOf } from '../describe-control.ts'
import { fieldKind } from '../field-kind.ts'
import { FieldPathContext } from '../field-path-context.ts'
import classes from '../form.module.css'
import { useFormContext } from '../form-context.tsx'
import { FieldMessage } from './FieldMessage.tsx'
import { HelpButton } from './HelpButton.tsx'

/** Label, control and message of one field. `data-path` is what help and focus go by. */
export function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, children, rawErrors = [], required, hidden, schema, fieldPathId } = props
  const keys = fieldPathId.path
  const path = toFieldPath(keys)
  const kind = fieldKind(schema)
  const { helpSummary } = useFormContext()

  if (hidden) return <div hidden>{children}</div>
  if (keys.length === 0) return <>{children}</>

  const invalid = rawErrors.length > 0
  const content = <FieldPathContext value={path}>{children}</FieldPathContext>
  const below = (
    <>
      {invalid && kind !== 'group' && <FieldMessage id={errorIdOf(id)} path={path} messages={rawErrors} />}
      <span id={helpIdOf(id)} hidden>
        {helpSummary(path)}
      </span>
    </>
  )
  const box = { 'data-path': JSON.stringify(keys), 'data-kind': kind, 'data-invalid': invalid || undefined }

  if (kind === 'group' || kind === 'choice') {
    return (
      <div {...box}>
        {kind === 'choice' && (
          <div className={classes.setTitle}>
            <span id={labelIdOf(id)}>{label}</span>
            <HelpButton path={path} label={label} />
          </div>
        )}
        {content}
        {below}
      </div>
    )
  }
  return (
    <div className={classes.field} {...box}>
      <div className={classes.labelCell}>
        <Label id={id} kind={kind} label={label} required={required === true} />
        <HelpButton path={path} label={label} />
      </div>
      <div className={classes.control}>
        {content}
        {below}
      </div>
    </div>
  )
}

interface LabelProps {
  readonly id: string
  readonly kind: ReturnType<typeof fieldKind>
  readonly label: string
  readonly required: boolean
}

function Label({ id, kind, label, required }: LabelProps) {
  const text = (
    <>
      {label}
      {required && (
        <span className={classes.required} aria-hidden="true">
          {' *'}
        </span>
      )}
    </>
  )
  // Editors of lists and maps are groups of controls; they point at this text themselves.
  return kind === 'map' || kind === 'text-list' || kind === 'list' ? (
    <span className={classes.label} id={labelIdOf(id)}>
      {text}
    </span>
  ) : (
    <label className={classes.label} htmlFor={id}>
      {text}
    </label>
  )
}
