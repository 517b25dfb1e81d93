import { CircleAlert } from 'lucide-react'
import { Fragment } from 'react'
import type { FieldPath } from '../../../core/ids.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import classes from '../form.module.css'
import { useFormContext } from '../form-context.tsx'

interface Props {
  readonly id: string
  readonly path: FieldPath
  readonly messages: readonly string[]
}

/** What is wrong with a field, and the buttons that put it right. */
export function FieldMessage({ id, path, messages }: Props) {
  const { problems, apply } = useFormContext()
  const actions = problems.filter((problem) => problem.path === path).flatMap((problem) => problem.actions)
  return (
    <div className={classes.message}>
      <p id={id}>
        <CircleAlert size={14} aria-hidden="true" />
        <span>
          {messages.map((message) => (
            <Fragment key={message}>{message} </Fragment>
          ))}
        </span>
      </p>
      {actions.length > 0 && (
        <div className={classes.messageActions}>
          {actions.map((action) =>
            action.kind === 'patch' ? (
              <button key={action.label} type="button" className={classes.quiet} onClick={() => apply(action)}>
                {action.confirm === undefined ? action.label : `${action.label}…`}
              </button>
            ) : (
              <CopyButton key={action.label} text={action.text} label={action.label} />
            ),
          )}
        </div>
      )}
    </div>
  )
}
