import { Fragment } from 'react'
import { Link } from 'wouter'
import type { Classification } from '../../../core/classification.ts'
import { counted } from '../../runs/run-words.ts'
import classes from './ClassificationsPage.module.css'

/** What a classification is made of, and how it is renamed. */
export function ClassificationHead({ classification: { name, services, tags } }: { classification: Classification }) {
  const uses = tags.reduce((sum, tag) => sum + tag.uses.length, 0)
  return (
    <header className={classes.head}>
      <h2>{name}</h2>
      <p>
        {counted(tags.length, 'tag')} on {counted(uses, 'place')}, from{' '}
        {services.map((service, at) => (
          <Fragment key={service.id}>
            {at > 0 && ', '}
            <Link to={`/services/${service.id}#help=classificationName`}>{service.name}</Link>
            {service.snapshotId === null && ' (never read)'}
          </Fragment>
        ))}
        .
      </p>
      <p>
        The name is the field <em>Classification name</em> of {services.length === 1 ? 'the service' : 'these services'}
        . Change it there, and the tags move to the new name at once; nothing has to be read again.
      </p>
    </header>
  )
}
