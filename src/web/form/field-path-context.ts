import { createContext, useContext } from 'react'
import type { FieldPath } from '../../core/ids.ts'

/** Path of the field being rendered: the form library gives widgets an id only, and ids cannot be split back. */
export const FieldPathContext = createContext<FieldPath>('' as FieldPath)

export const useFieldPath = () => useContext(FieldPathContext)
