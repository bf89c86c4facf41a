import { refusal } from '../../src/demo/upstream/reply.ts'
import { type Exchange, send } from './exchange.ts'
import { everything, type FaultTable } from './fault.ts'

/** Paths with this prefix stand for the same ones without it, in good order: redirects lead there. */
export const MOVED = '/moved'

export const REDIRECT_FAULTS = {
  /** As Labelbox does it: 301. Leads wherever a test says: another origin, http, loopback. */
  redirect: everything(exchange => redirect(exchange, destination(exchange))),
  'redirect loop': everything(exchange => redirect(exchange, pathOf(exchange))),
} satisfies FaultTable

const pathOf = ({ request }: Exchange) => request.url ?? '/'

function destination(exchange: Exchange): string {
  const { to } = exchange.options
  if (to === undefined) return `${MOVED}${pathOf(exchange)}`
  return /^[a-z]+:\/\/[^/?#]+$/i.test(to) ? `${to}${pathOf(exchange)}` : to
}

function redirect(exchange: Exchange, location: string): void {
  const reply = refusal(301, 'Moved.')
  send(exchange, { ...reply, headers: { ...reply.headers, location } })
}
