import { useId } from 'react'
import { useLocation, useSearch } from 'wouter'
import { SelectBox } from '../../../components/TextBox.tsx'
import classes from '../CatalogPage.module.css'

/** The depth that the address asks for: one key away unless told. */
export function useDepth(): number {
  const depth = Number(new URLSearchParams(useSearch()).get('depth'))
  return depth === 2 || depth === 3 ? depth : 1
}

/** How many foreign keys away from the table; kept in the address. */
export function DepthChoice({ depth }: { readonly depth: number }) {
  const [location, navigate] = useLocation()
  const search = useSearch()
  const id = useId()
  return (
    <div className={classes.asOf}>
      <label htmlFor={id}>Depth</label>
      <SelectBox
        id={id}
        value={depth}
        onChange={({ currentTarget: { value } }) => {
          const query = new URLSearchParams(search)
          query.set('depth', value)
          navigate(`${location}?${query}`, { replace: true })
        }}
      >
        {[1, 2, 3].map((each) => (
          <option key={each} value={each}>
            {each === 1 ? '1 key away' : `${each} keys away`}
          </option>
        ))}
      </SelectBox>
    </div>
  )
}
