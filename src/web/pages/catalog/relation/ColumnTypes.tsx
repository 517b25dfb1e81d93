import { useReferences } from '../../../hooks/use-catalog.ts'
import { useCatalogContext } from '../catalog-context.tsx'
import { ObjectLink } from '../object/ObjectLink.tsx'
import classes from '../object/ObjectPage.module.css'
import { TypeDetails } from '../object/TypeDetails.tsx'
import type { TabProps } from './tab.ts'

/** Enums, domains, composites and ranges that the columns are made of. */
export function ColumnTypes({ address }: Pick<TabProps, 'address'>) {
  const { snapshot } = useCatalogContext()
  const types = useReferences(snapshot.id, address).data?.types ?? []
  if (types.length === 0) return null
  return (
    <section>
      <h2 className={classes.section}>Types of its columns</h2>
      <dl className={classes.types}>
        {types.map((type) => (
          <div key={`${type.schema}.${type.name}`}>
            <dt>
              <ObjectLink {...type} arguments="" from={address.schema} /> <span className="dim">{type.kind}</span>
            </dt>
            <dd>
              <TypeDetails type={type} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
