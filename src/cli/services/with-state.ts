import type { ServiceSummary } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import type { Parts, State } from '../parts.ts'
import { quotable } from '../quotable.ts'

/** Opens the state for one piece of work and leaves it afterwards. */
export async function withState<T>(parts: Pick<Parts, 'openState'>, work: (state: State) => Promise<T>): Promise<T> {
  const state = await parts.openState()
  try {
    return await work(state)
  } finally {
    await state.close()
  }
}

/** Names that differ only in case or in how characters are composed are the same, as in the store. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase()

/** Throws SERVICE_NOT_FOUND for a name that no service has. */
export async function findByName(state: Pick<State, 'listServices'>, name: string): Promise<ServiceSummary> {
  const services = await state.listServices()
  const found = services.find((service) => nameKey(service.name) === nameKey(name))
  if (found !== undefined) return found
  throw new AppError('SERVICE_NOT_FOUND', `There is no service named ${quotable(name)}.`, {
    hint: 'patchbay services list shows their names.',
  })
}
