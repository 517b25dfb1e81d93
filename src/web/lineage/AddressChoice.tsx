import { useId } from 'react'
import { useLocation, useSearch } from 'wouter'
import { SelectBox } from '../components/TextBox.tsx'
import classes from './LineageView.module.css'

interface Props {
  readonly label: string
  /** In the address. */
  readonly name: string
  readonly value: string
  readonly children: React.ReactNode
}

/** A choice that the address keeps: it survives a reload and can be sent to somebody. */
export function AddressChoice({ label, name, value, children }: Props) {
  const [location, navigate] = useLocation()
  const search = useSearch()
  const id = useId()
  return (
    <span className={classes.choice}>
      <label htmlFor={id}>{label}</label>
      <SelectBox
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const query = new URLSearchParams(search)
          if (currentTarget.value === '') query.delete(name)
          else query.set(name, currentTarget.value)
          navigate(`${location}?${query}`, { replace: true })
        }}
      >
        {children}
      </SelectBox>
    </span>
  )
}

/** Whether statements that kept readings saw run are part of the lineage. */
export function StatementsChoice({ value }: { readonly value: boolean }) {
  return (
    <AddressChoice label="From" name="statements" value={value ? 'true' : ''}>
      <option value="">definitions</option>
      <option value="true">statements too</option>
    </AddressChoice>
  )
}
