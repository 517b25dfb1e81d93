import { Readable, Writable } from 'node:stream'

/**
 * Runs the built command for one request after another. Each gets arguments, environment, folder and streams of its
 * own and ends where the command ends its process; what has been loaded and compiled is kept for the next one.
 */
const [, , command] = process.argv
const endProcess = process.exit
const listened = ['uncaughtException', 'SIGINT', 'SIGTERM', 'SIGHUP']
let commands = 0

process.on('message', async (request) => process.send(await run(request)))
process.on('disconnect', () => endProcess(0))

async function run({ args, input, env, cwd }) {
  const [out, err] = [new Collected(), new Collected()]
  process.argv.splice(2, Infinity, ...args)
  process.chdir(cwd)
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
  stream('stdin', Readable.from(input === '' ? [] : [Buffer.from(input)], { objectMode: false }))
  stream('stdout', out)
  stream('stderr', err)
  try {
    const code = await new Promise((resolve, reject) => {
      process.exit = resolve
      // Another address is another evaluation; what it imports is the same.
      import(`${command}?${++commands}`).catch(reject)
    })
    return { code: code ?? 0, out: out.text(), err: err.text() }
  } catch (error) {
    return { code: null, out: out.text(), err: `${err.text()}${error.stack}` }
  } finally {
    for (const name of listened) process.removeAllListeners(name)
  }
}

function stream(name, value) {
  Object.defineProperty(process, name, { configurable: true, enumerable: true, value })
}

class Collected extends Writable {
  #chunks = []

  _write(chunk, _encoding, done) {
    // A copy: whoever wrote it may fill it again.
    this.#chunks.push(Buffer.from(chunk))
    done()
  }

  text() {
    return Buffer.concat(this.#chunks).toString()
  }
}
