import { createHash } from 'node:crypto';
import type { PeerAddress } from '../config/settings.js';

/** Names that the gateway makes up: the id of the replica that did, and a UUID. */
const GENERATED = /^rest-consumer-([\w.-]{1,100})-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * The replica that has an instance of this name, or would have it: the one whose id a generated name carries, where that
 * one is listed, else the one with the highest hash of its id, the group and the name (rendezvous). All replicas that list
 * the same peers agree, and when one comes or goes only the instances that it wins or had change hands.
 *
 * @param peers in any order; null when there is none
 */
export function ownerOf(group: string, name: string, peers: readonly PeerAddress[]): PeerAddress | null {
  const carried = carriedId(name);
  const maker = carried === null ? undefined : peers.find(({ id }) => id === carried);
  if (maker !== undefined) return maker;
  let best: { peer: PeerAddress; weight: string } | null = null;
  for (const peer of peers) {
    const weight = weightOf(peer.id, group, name);
    if (best === null || weight > best.weight) best = { peer, weight };
  }
  return best?.peer ?? null;
}

/** The id in a generated name; null: the client chose the name. */
export function carriedId(name: string): string | null {
  return GENERATED.exec(name)?.[1] ?? null;
}

/** Hex digits of one length, so that their order as text is that of the numbers. No name has a control character. */
function weightOf(id: string, group: string, name: string): string {
  return createHash('sha256').update(`${id}\n${group}\n${name}`).digest('hex');
}
