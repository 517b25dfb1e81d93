import { Tag } from 'lucide-react'
import { Link } from 'wouter'
import { connectorSettings } from '../../../../connectors/settings-registry.ts'
import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'
import { objectPath } from '../../../catalog/place.ts'
import { countText, sizeText } from '../../../components/quantity.ts'
import { RelativeTime } from '../../../components/RelativeTime.tsx'
import { useCatalogContext } from '../catalog-context.tsx'
import { type Fact, FactList } from '../object/FactList.tsx'
import { KindName } from '../object/KindName.tsx'
import classes from '../object/ObjectPage.module.css'
import { CopyRelation } from './CopyRelation.tsx'

interface Props {
  readonly relation: Relation
  readonly address: ObjectAddress
}

export function RelationHead({ relation, address }: Props) {
  const { service, at } = useCatalogContext()
  const classification = connectorSettings(service.connector)?.classificationOf(service.settings) ?? ''
  return (
    <>
      <header className={classes.head}>
        <p className={classes.kind}>
          <KindName kind={kindWords(relation)} />
        </p>
        <div className={classes.titleLine}>
          <h1>{relation.name}</h1>
          <CopyRelation relation={relation} address={address} />
        </div>
        {relation.comment !== null && <p className={classes.comment}>{relation.comment}</p>}
      </header>
      <FactList facts={factsOf(relation)} />
      {relation.policies.length > 0 && (
        <ul className={classes.tags} aria-label="Tags">
          {relation.policies.map(({ name }) => (
            <li key={name}>
              <Link to={objectPath(service.id, address, at, 'policies')} className={classes.tag}>
                <Tag size={12} aria-hidden="true" />
                {classification}.{name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function kindWords({ kind, persistence, partitionBound }: Relation): string {
  const what = partitionBound === null ? kind : `${kind === 'table' ? 'partition' : `${kind}, partition`}`
  return persistence === 'permanent' ? what : `${persistence} ${what}`
}

function factsOf(relation: Relation): readonly Fact[] {
  const { owner, measured, partitioning, rowSecurity, foreign, extension, accessMethod, tablespace } = relation
  const { estimatedRows, sizeBytes, lastAnalyzedAt } = measured
  const holdsRows = relation.kind !== 'view'
  return [
    { label: 'Owner', value: owner },
    {
      label: 'Rows, estimated',
      value: holdsRows ? (estimatedRows === null ? 'unknown' : `~ ${countText(estimatedRows)}`) : null,
      title: 'The planner’s estimate when the snapshot was read, from the last VACUUM or ANALYZE',
    },
    {
      label: 'Size',
      value: sizeBytes === null ? null : sizeText(sizeBytes),
      title: 'Table, indexes and TOAST together when the snapshot was read',
    },
    {
      label: 'Last analyzed',
      value:
        lastAnalyzedAt === null ? holdsRows ? 'never, as far as known' : null : <RelativeTime at={lastAnalyzedAt} />,
    },
    { label: 'Partitioned by', value: partitioning === null ? null : partitioning.key },
    {
      label: 'Row security',
      value: rowSecurity.enabled ? (rowSecurity.forced ? 'on, for the owner too' : 'on') : null,
    },
    { label: 'Foreign server', value: foreign?.server ?? null },
    { label: 'Access method', value: accessMethod === 'heap' ? null : accessMethod },
    { label: 'Tablespace', value: tablespace },
    { label: 'Options', value: relation.options.length === 0 ? null : relation.options.join(', ') },
    { label: 'Came with', value: extension },
  ]
}
