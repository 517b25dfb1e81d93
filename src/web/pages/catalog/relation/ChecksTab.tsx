import { Button } from '@mantine/core'
import { Lightbulb, ListChecks, Plus } from 'lucide-react'
import { useState } from 'react'
import { relationName } from '../../../../core/quality/checks/relation-name.ts'
import type { Order } from '../../../components/DataTable.tsx'
import { NotThereYet } from '../../../components/NotThereYet.tsx'
import { useChecks } from '../../../hooks/use-checks.ts'
import { CheckForm } from '../../../quality/checks/CheckForm.tsx'
import { CheckList } from '../../../quality/checks/CheckList.tsx'
import { ofPlace } from '../../../quality/checks/check-filter.ts'
import { Suggestions } from '../../../quality/checks/Suggestions.tsx'
import { RunHere } from '../../../quality/RunHere.tsx'
import { useCatalogContext } from '../catalog-context.tsx'
import classes from '../object/ObjectPage.module.css'
import own from './ProfileTab.module.css'
import type { TabProps } from './tab.ts'

/** What is expected of a relation's rows, and whether it holds. */
export function ChecksTab({ relation, address: { database, schema, name } }: TabProps) {
  const { service, snapshot } = useCatalogContext()
  const [adding, setAdding] = useState(false)
  const [suggesting, setSuggesting] = useState(false)
  const [order, setOrder] = useState<Order>(null)
  const place = { database: database ?? '', schema: schema ?? '', relation: name }
  const found = useChecks(service.id, ofPlace(place, order))
  if (found.data === undefined) return <NotThereYet query={found} />
  const matching = found.data.pages[0]?.matching ?? 0
  const several = (snapshot.counts.database ?? 1) > 1
  const written = relationName({ ...place, database: several ? place.database : null })
  const columns = relation.columns.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: column.nullable,
  }))
  return (
    <div className={own.stack}>
      {matching === 0 && !adding && (
        <p className={classes.nothing}>
          Nothing is expected of {name} yet. A check says what its rows have to be like, and each run whether they are.
        </p>
      )}
      <div className={own.bar}>
        {matching > 0 && (
          <RunHere
            serviceId={service.id}
            kind="check"
            relations={[relationName(place)]}
            primary={false}
            icon={<ListChecks size={14} aria-hidden="true" />}
          >
            Check now
          </RunHere>
        )}
        <Button
          variant={matching === 0 && !adding ? 'filled' : 'default'}
          leftSection={<Lightbulb size={14} aria-hidden="true" />}
          onClick={() => setSuggesting(true)}
        >
          Suggest checks
        </Button>
        {!adding && (
          <Button variant="default" leftSection={<Plus size={14} aria-hidden="true" />} onClick={() => setAdding(true)}>
            Add a check
          </Button>
        )}
      </div>
      {adding && (
        <CheckForm
          serviceId={service.id}
          relation={written}
          columns={columns}
          initial={null}
          onDone={() => setAdding(false)}
        />
      )}
      {matching > 0 && (
        <CheckList serviceId={service.id} found={found} order={order} onSort={setOrder} columns={columns} />
      )}
      <Suggestions serviceId={service.id} place={place} opened={suggesting} onClose={() => setSuggesting(false)} />
    </div>
  )
}
