import { createServer } from 'node:http'

/** The anchor: answers any request with a body of as many bytes as the argument says, and knows nothing else. */
const body = Buffer.from(JSON.stringify({ data: 'x'.repeat(Math.max(0, Number(process.argv[2]) - 11)) }))
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => response.writeHead(200, headers).end(body))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
})
