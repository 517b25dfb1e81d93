import { Search } from 'lucide-react'
import { useId, useState } from 'react'
import { Link, useSearch } from 'wouter'
import { relationKinds } from '../../../core/catalog/relation.ts'
import { TextBox } from '../../components/TextBox.tsx'
import { useSnapshotSearch } from '../../hooks/use-catalog.ts'
import { useSettled } from '../../hooks/use-settled.ts'
import classes from './LineagePage.module.css'

interface Props {
  readonly snapshotId: string
  readonly chosen: { readonly database: string; readonly schema: string; readonly name: string } | null
}

const shownAtMost = 12

/** Finds the relation that the lineage is about. */
export function RelationSearch({ snapshotId, chosen }: Props) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const words = useSettled(typed.trim(), 150)
  const { data = [] } = useSnapshotSearch(snapshotId, words)
  const service = new URLSearchParams(useSearch()).get('service')
  const hits = words === '' ? [] : data.filter(({ kind }) => (relationKinds as readonly string[]).includes(kind))
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        Relation
      </label>
      <TextBox
        id={id}
        type="search"
        left={<Search size={15} aria-hidden="true" />}
        placeholder={chosen === null ? 'Find a table or view' : `${chosen.schema}.${chosen.name}, or find another one`}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {typed !== '' && words !== '' && hits.length === 0 && (
        <p role="status" className="dim">
          No relation is called so.
        </p>
      )}
      {hits.length > 0 && (
        <ul className={classes.hits} aria-label="Relations found">
          {hits.slice(0, shownAtMost).map(({ kind, database, schema, name }) => (
            <li key={JSON.stringify([database, schema, name])}>
              <Link
                to={`/lineage?${new URLSearchParams({
                  ...(service === null ? {} : { service }),
                  database: database ?? '',
                  schema: schema ?? '',
                  name,
                })}`}
                onClick={() => setTyped('')}
              >
                <strong>{name}</strong>
                <span className="dim">
                  {kind} in {database}.{schema}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {chosen === null && typed === '' && (
        <p className="dim">
          Choose a table or view to see where its columns come from and what depends on them. The same stands on each
          relation’s page in the catalog.
        </p>
      )}
    </>
  )
}
