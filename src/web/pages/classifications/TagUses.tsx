import { useMemo } from 'react'
import { Link } from 'wouter'
import type { Classification, Tag, TagUse } from '../../../core/classification.ts'
import { objectPath } from '../../catalog/place.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { counted } from '../../runs/run-words.ts'
import classes from './ClassificationsPage.module.css'

interface Props {
  readonly classification: Classification
  readonly tag: Tag
}

/** Where a tag is used, with what its policy does there. */
export function TagUses({ classification: { name, services }, tag }: Props) {
  const columns = useMemo(() => toColumns(new Map(services.map((service) => [service.id, service.name]))), [services])
  return (
    <section aria-label="Uses" className={classes.uses}>
      <h3>
        <code>
          {name}.{tag.name}
        </code>{' '}
        <span className="dim">{counted(tag.uses.length, 'use')}</span>
      </h3>
      <DataTable
        label={`Uses of ${tag.name}`}
        rows={tag.uses}
        columns={columns}
        rowKey={(use) => `${use.serviceId} ${relationName(use)}`}
        maxHeight="60vh"
      />
    </section>
  )
}

const relationName = ({ relation: { database, schema, name } }: TagUse): string => [database, schema, name].join('.')

/** PUBLIC is everybody. */
const roleNames = ({ roles }: TagUse): string => roles.map((role) => role ?? 'PUBLIC').join(', ')

function toColumns(serviceNames: ReadonlyMap<string, string>): readonly DataColumn<TagUse>[] {
  return [
    {
      id: 'relation',
      label: 'Table',
      value: relationName,
      render: (use) => <Link to={objectPath(use.serviceId, use.relation, null)}>{relationName(use)}</Link>,
    },
    { id: 'service', label: 'Service', value: ({ serviceId }) => serviceNames.get(serviceId) ?? null },
    { id: 'command', label: 'Command', value: ({ command }) => command },
    { id: 'roles', label: 'Roles', value: roleNames },
    {
      id: 'effect',
      label: 'Effect',
      value: ({ permissive }) => (permissive ? 'permissive' : 'restrictive'),
    },
    { id: 'using', label: 'USING', value: ({ using }) => using, render: ({ using }) => expression(using) },
    { id: 'check', label: 'CHECK', value: ({ check }) => check, render: ({ check }) => expression(check) },
    { id: 'comment', label: 'Comment', value: ({ comment }) => comment },
  ]
}

const expression = (sql: string | null) => (sql === null ? null : <code className={classes.sql}>{sql}</code>)
