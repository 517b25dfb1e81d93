/** What a sealed secret is bound to: it opens in its own row and field only. */
export function secretPlace(serviceId: string, field: string): string {
  return `service_secrets/${serviceId}${field}`
}
