export function ConnectPage({ connectorId, serviceId }: { connectorId: string | null; serviceId: string | null }) {
  return <p>{connectorId ?? serviceId}</p>
}
