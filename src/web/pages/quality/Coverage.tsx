import type { CatalogCoverage } from '../../../core/quality-api.ts'
import { number } from '../../runs/run-words.ts'
import { RelationLink } from '../../usage/RelationLink.tsx'
import classes from './QualityPage.module.css'

/** Relations of the catalog that no profile was made of. */
export function Coverage({
  coverage: { relations, profiled, missing },
  serviceId,
}: {
  readonly coverage: CatalogCoverage
  readonly serviceId: string
}) {
  const more = relations - profiled - missing.length
  return (
    <section className={classes.part}>
      <h2>Not profiled yet</h2>
      <ul className={classes.names}>
        {missing.map((place) => (
          <li key={JSON.stringify(place)}>
            <RelationLink serviceId={serviceId} relation={place} tab="profile" />
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes.quiet}>and {number(more)} more</p>}
    </section>
  )
}
