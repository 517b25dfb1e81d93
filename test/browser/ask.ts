import { expect } from 'vitest'
import { isEnded, type Run, type RunKind } from '../../src/core/runs.ts'
import type { Product } from './product.ts'

/** The product's API, as the page speaks to it; posts where there is a body. */
export async function ask<T>({ address }: Pick<Product, 'address'>, path: string, body?: unknown): Promise<T> {
  const response = await fetch(address + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(response.status, path).toBeLessThan(300)
  return (await response.json()) as T
}

/** Runs something of a service to its end, which has to be a good one. */
export async function perform(product: Pick<Product, 'address'>, serviceId: string, kind: RunKind): Promise<void> {
  const { id } = await ask<Run>(product, `/api/services/${serviceId}/runs`, { kind })
  for (const limit = Date.now() + 60_000; Date.now() < limit; ) {
    const { state } = await ask<Run>(product, `/api/runs/${id}`)
    if (isEnded(state)) return expect(state).toBe('succeeded')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`the ${kind} run did not end`)
}
