import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

/** pg_dump waits for each answer in place, so that it runs in a thread that may sleep until the other has it. */
const { port, answered, module, args } = workerData
const { pgDump } = await import(module)

const server = {
  // Asked by the wrapper around pg_dump, for a session that it would share.
  query: async () => ({ rows: [{ search_path: "''" }] }),
  exec: async () => undefined,
  execProtocolRawStream(bytes, { onRawData }) {
    port.postMessage(Uint8Array.from(bytes))
    Atomics.wait(answered, 0, 0)
    Atomics.store(answered, 0, 0)
    const { message } = receiveMessageOnPort(port)
    if (message.length > 0) onRawData(message)
  },
}

try {
  const file = await pgDump({ pg: server, args })
  parentPort.postMessage({ text: await file.text() })
} catch (error) {
  parentPort.postMessage({ problem: String(error) })
}
