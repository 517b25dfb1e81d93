import { Link } from 'wouter'
import type { LineageAnswer, LineageProblems, OriginAnswer } from '../../core/lineage-api.ts'
import { objectPath } from '../catalog/place.ts'
import { countText } from '../components/quantity.ts'
import { oneLine } from '../usage/usage-words.ts'
import classes from './LineageView.module.css'
import { type LineagePlace, originName } from './to-graph.ts'

interface Props {
  readonly answer: LineageAnswer
  readonly place: LineagePlace
  /** Of what the lineage is about. */
  readonly name: string
}

/** What the edges come from, and what a change of the start reaches. */
export function OriginList({ answer: { origins, readers, edges }, place, name }: Props) {
  const impact = readers.flatMap((at) => origins[at] ?? [])
  const reached = impact.filter(({ kind, of }) => of === null && kind !== 'publication')
  const parts = impact.filter((origin) => !reached.includes(origin))
  const shown = new Set(edges.flatMap((edge) => edge.origins))
  const sources = origins.filter((_, at) => shown.has(at))
  return (
    <>
      {reached.length > 0 && (
        <section>
          <h2 className={classes.section}>What a change of {name} reaches</h2>
          <p className={classes.legend}>
            Views keep it from being dropped without CASCADE. Routines and statements are not checked by the server:
            they fail when they run next.
          </p>
          <Origins origins={reached} place={place} />
        </section>
      )}
      {parts.length > 0 && (
        <section>
          <h2 className={classes.section}>What stands on {name}</h2>
          <p className={classes.legend}>
            Indexes, keys and checks of its own go with it, and are built or checked anew when a type changes. Policies
            and triggers that name a column, foreign keys of other tables and publications keep it from being dropped
            without CASCADE.
          </p>
          <Origins origins={parts} place={place} />
        </section>
      )}
      <section>
        <h2 className={classes.section}>Where the edges come from</h2>
        {sources.length === 0 ? (
          <p className={classes.legend}>No view, routine or foreign table leads to or from it.</p>
        ) : (
          <Origins origins={sources} place={place} />
        )}
      </section>
    </>
  )
}

const shownAtMost = 200

export function Origins({ origins, place }: { readonly origins: LineageProblems; readonly place: LineagePlace }) {
  return (
    <>
      <ul className={classes.origins}>
        {origins.slice(0, shownAtMost).map((origin) => (
          <li key={JSON.stringify(origin)}>
            <Origin origin={origin} place={place} />
            {origin.problems.length > 0 && (
              <ul className={classes.problems}>
                {origin.problems.map(({ code, message }) => (
                  <li key={`${code} ${message}`}>{message}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {origins.length > shownAtMost && (
        <p className={classes.legend}>{countText(origins.length - shownAtMost)} more are not shown.</p>
      )}
    </>
  )
}

function Origin({ origin, place }: { readonly origin: OriginAnswer; readonly place: LineagePlace }) {
  const { kind, line, confidence, statement, of } = origin
  const sure = confidence === 'certain' ? '' : `, ${confidence}`
  if (statement !== null) {
    return (
      <>
        <Link
          to={`/usage/${place.serviceId}/statements/${statement.id}`}
          className={classes.statement}
          title={statement.text}
        >
          {oneLine(statement.text.slice(0, 300))}
        </Link>{' '}
        <span className="dim">
          {originName(origin)}
          {sure}
        </span>
      </>
    )
  }
  return (
    <>
      <Link to={originPath(origin, place)}>{originName(origin)}</Link>{' '}
      <span className="dim">
        {kind}
        {of === null ? '' : ` of ${of.schema}.${of.name}`}
        {kind === 'function' || kind === 'procedure' ? `, line ${line}` : ''}
        {sure}
      </span>
    </>
  )
}

/** Where a relation's page shows its parts. */
const partTabs: Readonly<Record<string, string>> = {
  'generated column': 'columns',
  'partition key': 'partitions',
  constraint: 'keys',
  'foreign key': 'keys',
  index: 'indexes',
  statistics: 'indexes',
  policy: 'policies',
  trigger: 'triggers',
  rule: 'triggers',
}

/** The page that shows its text. */
function originPath(origin: OriginAnswer, { serviceId, at }: LineagePlace): string {
  const { kind, database, schema, name, arguments: signature, of } = origin
  if (of !== null) return objectPath(serviceId, { ...of, database, arguments: '' }, at, partTabs[kind] ?? null)
  const tab = kind === 'view' ? 'definition' : null
  return objectPath(serviceId, { kind, database, schema, name, arguments: signature }, at, tab)
}
