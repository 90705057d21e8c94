import { createHash } from 'node:crypto';
import type { PeerAddress } from '../config/settings.js';

/** Names that the gateway makes up: the id of the replica that did, and a UUID. */
const GENERATED = /^rest-consumer-([\w.:-]{1,100})-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * The replica that has an instance of this name, or would have it; null when there is none. See `ownersOf`.
 *
 * @param peers in any order
 */
export function ownerOf(group: string, name: string, peers: readonly PeerAddress[]): PeerAddress | null {
  return ownersOf(group, name, peers)[0] ?? null;
}

/**
 * All replicas, in the order in which they have an instance of this name: each stands in for those before it while they are
 * not there. First the one whose id a generated name carries, then by the hash of id, group and name (rendezvous), the
 * highest first. All replicas that list the same peers agree, and when one comes or goes only the instances that it wins or
 * had change hands.
 *
 * @param peers in any order
 */
export function ownersOf(group: string, name: string, peers: readonly PeerAddress[]): PeerAddress[] {
  const carried = carriedId(name);
  // Above every hash.
  const weight = ({ id }: PeerAddress): string => (id === carried ? 'maker' : weightOf(id, group, name));
  return peers
    .map((peer) => ({ peer, weight: weight(peer) }))
    .sort((a, b) => (a.weight < b.weight ? 1 : -1))
    .map(({ peer }) => peer);
}

/** Those that have an instance of this name before the replica `id` does, in order; all of them, where `id` is not one. */
export function ownersBefore(id: string, group: string, name: string, peers: readonly PeerAddress[]): PeerAddress[] {
  const owners = ownersOf(group, name, peers);
  const own = owners.findIndex((owner) => owner.id === id);
  return own < 0 ? owners : owners.slice(0, own);
}

/** The id in a generated name; null: the client chose the name. */
export function carriedId(name: string): string | null {
  return GENERATED.exec(name)?.[1] ?? null;
}

/** Hex digits of one length, so that their order as text is that of the numbers. No name has a control character. */
function weightOf(id: string, group: string, name: string): string {
  return createHash('sha256').update(`${id}\n${group}\n${name}`).digest('hex');
}
