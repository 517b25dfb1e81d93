import dgram from 'node:dgram'

/** The address this machine would send from to reach another; nothing is sent. Null where there is no way at all. */
export function localAddressTowards(address: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4')
    const settle = (found: string | null) => {
      socket.close()
      resolve(found)
    }
    socket.once('error', () => settle(null))
    socket.connect(port, address, () => settle(socket.address().address))
  })
}
