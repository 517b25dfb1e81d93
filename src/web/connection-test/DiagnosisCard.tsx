import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Action, Diagnosis, StageReport } from '../../core/connection.ts'
import type { DiagnosisCode } from '../../core/error.ts'
import type { FieldPath } from '../../core/ids.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import classes from './DiagnosisCard.module.css'
import { StatusIcon } from './StatusIcon.tsx'
import { useConfirmedAction } from './use-confirmed-action.tsx'

export interface DiagnosisActions {
  /** The form is no longer what was tested: nothing may change it on account of this finding. */
  readonly stale: boolean
  /** Null where no form stands beside the finding. */
  readonly onApply: ((action: Action) => void) | null
  readonly onFocusField: ((path: FieldPath) => void) | null
  /** Address of the page that writes what to ask a server's owner for. */
  readonly accessUrl: string
}

/** Findings that a role made for the purpose does not have. */
const endedByNewRole: readonly DiagnosisCode[] = [
  'AUTH_ROLE_UNUSABLE',
  'AUTH_NO_RULE_WITHOUT_TLS',
  'AUTH_NO_RULE_WITH_TLS',
  'OPEN_CONNECT_DENIED',
]

interface Props extends DiagnosisActions {
  readonly stage: StageReport
  readonly diagnosis: Diagnosis
  /** Absent where the details are already open. */
  readonly onDetails?: () => void
}

/** What is wrong, what to do, and the buttons that do it. */
export function DiagnosisCard({ stage, diagnosis, stale, onApply, onFocusField, accessUrl, onDetails }: Props) {
  const { actions, fields, summary, remedy, detail } = diagnosis
  const [field] = fields
  const { apply, dialog } = useConfirmedAction(onApply)
  return (
    <div className={classes.card} data-status={stage.status} data-code={diagnosis.code}>
      <StatusIcon state={stage.status} />
      <div className={classes.text}>
        <p className={classes.summary}>{summary}</p>
        <p>{remedy}</p>
        <div className={classes.actions}>
          {actions.map((action) =>
            action.kind === 'patch' ? (
              onApply !== null && (
                <Button
                  key={action.label}
                  variant="default"
                  className={classes.button}
                  disabled={stale}
                  onClick={() => apply(action)}
                >
                  {action.confirm === undefined ? action.label : `${action.label}…`}
                </Button>
              )
            ) : (
              <CopyButton key={action.label} text={action.text} label={action.label} />
            ),
          )}
          {field !== undefined && onFocusField !== null && (
            <Button variant="subtle" className={classes.quiet} onClick={() => onFocusField(field)}>
              Show field
            </Button>
          )}
          {endedByNewRole.includes(diagnosis.code) && (
            // The form has what was typed: what this opens, it opens elsewhere.
            <Button component="a" variant="subtle" className={classes.quiet} href={accessUrl} target="_blank">
              What to ask the DBA for
            </Button>
          )}
          {onDetails !== undefined && (
            <Button variant="subtle" className={classes.quiet} aria-haspopup="dialog" onClick={onDetails}>
              Details
            </Button>
          )}
        </div>
        {dialog}
        <CopyTexts diagnosis={diagnosis} />
        {detail !== undefined && (
          <Fold title="In its own words" open={onDetails === undefined || tellsMore(diagnosis)}>
            <Code text={detail} />
          </Fold>
        )}
      </div>
    </div>
  )
}

/** Several causes share these codes, and only the other side's own words say which one it was. */
const tellsMore = ({ code }: Diagnosis): boolean =>
  code.startsWith('POOLER_') || ['SERVER_REFUSED', 'SERVER_LIMIT_REACHED', 'OPEN_PARAMETER_REFUSED'].includes(code)

/** What the copy buttons copy, to be read before it is run somewhere. */
function CopyTexts({ diagnosis }: { diagnosis: Diagnosis }) {
  const copies = diagnosis.actions.flatMap((action) => (action.kind === 'copy' ? [action] : []))
  if (copies.length === 0) return null
  return (
    <Fold title={copies.length === 1 ? 'Show the text to copy' : 'Show the texts to copy'}>
      {copies.map(({ label, text }) => (
        <figure key={label} className={classes.script}>
          {copies.length > 1 && <figcaption>{label.replace(/^Copy /, '')}</figcaption>}
          <Code text={text} />
        </figure>
      ))}
    </Fold>
  )
}

function Fold({ title, open = false, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details className={classes.fold} open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

function Code({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, which has to work by keyboard too
    <pre className={classes.code} tabIndex={0}>
      {text.trim()}
    </pre>
  )
}
