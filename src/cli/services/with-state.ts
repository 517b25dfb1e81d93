import type { ServiceSummary } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import { serviceNameKey } from '../../core/service-name-key.ts'
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

/** Throws SERVICE_NOT_FOUND for a name that no service has. */
export async function findByName(state: Pick<State, 'listServices'>, name: string): Promise<ServiceSummary> {
  const services = await state.listServices()
  const found = services.find((service) => serviceNameKey(service.name) === serviceNameKey(name))
  if (found !== undefined) return found
  throw new AppError('SERVICE_NOT_FOUND', `There is no service named ${quotable(name)}.`, {
    hint: 'patchbay services list shows their names.',
  })
}
