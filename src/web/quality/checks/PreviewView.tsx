import { AppError } from '../../../core/error.ts'
import type { JsonObject } from '../../../core/json.ts'
import { Notice } from '../../components/Notice.tsx'
import { SqlText } from '../../components/SqlText.tsx'
import { useCheckPreview } from '../../hooks/use-checks.ts'
import { figureWords } from '../figure-words.ts'
import classes from './PreviewView.module.css'

interface Props {
  readonly serviceId: string
  /** As a file of checks has it; null while it is not finished. */
  readonly check: JsonObject | null
}

/** What a check sends, and what the server expects it to cost. It is planned, not run. */
export function PreviewView({ serviceId, check }: Props) {
  const { data, error, isFetching } = useCheckPreview(serviceId, check)
  const cost = data?.preview?.cost ?? null
  return (
    <div className={classes.preview} aria-busy={isFetching}>
      <h2>
        What is sent
        {cost !== null && (
          <small>
            {' '}
            – the server expects to look at {figureWords(cost.rows)} rows, at a cost of {figureWords(cost.total)}
          </small>
        )}
      </h2>
      {error !== null && <Problem error={error} />}
      {data?.diagnosis != null && (
        <Notice kind="bad">
          {data.diagnosis.summary} {data.diagnosis.remedy}
        </Notice>
      )}
      {data?.preview?.problem != null && <Notice kind="warn">{data.preview.problem.message}</Notice>}
      {data?.preview != null && data.preview.sql !== '' && <SqlText label="SQL of the check" text={data.preview.sql} />}
      {data === undefined && error === null && (
        <p className={classes.none}>
          {check === null ? 'Here stands the SQL once the check is complete.' : 'Planning…'}
        </p>
      )}
    </div>
  )
}

function Problem({ error }: { readonly error: Error }) {
  const details = error instanceof AppError ? error.details : null
  return <Notice kind="warn">{details ?? error.message}</Notice>
}
