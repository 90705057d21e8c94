/** A place in a set. */
export class Member<T> {
  /** Its neighbours; null: it has left. */
  previous: Member<T> | null = null;
  next: Member<T> | null = null;

  constructor(readonly item: T) {}
}

/**
 * A set for what comes and goes all the time, in the order of coming. What leaves it names nothing that stays.
 *
 * A `Set` or `Map` that is filled and emptied all the time leaves its outgrown tables behind as a chain in which each names
 * the next. As soon as one of them is old, V8's young collections take all later ones, and whatever was in them, for living:
 * requests that were over stayed until the next full collection, tens of megabytes of them (ADR 40).
 */
export class LinkedSet<T> {
  private readonly anchor = new Member<T | null>(null);
  private members = 0;

  constructor() {
    this.anchor.previous = this.anchor.next = this.anchor;
  }

  get size(): number {
    return this.members;
  }

  add(item: T): Member<T> {
    const member = new Member(item);
    const { anchor } = this;
    const last = anchor.previous!;
    member.previous = last as Member<T>;
    member.next = anchor as Member<T>;
    last.next = anchor.previous = member as Member<T | null>;
    this.members++;
    return member;
  }

  /** @returns false: it had left before */
  delete(member: Member<T>): boolean {
    const { previous, next } = member;
    if (!previous || !next) return false;
    previous.next = next;
    next.previous = previous;
    member.previous = member.next = null;
    this.members--;
    return true;
  }

  /** As they are now: what comes and goes while they are looked at changes nothing. */
  values(): T[] {
    const items: T[] = [];
    for (let each = this.anchor.next!; each !== this.anchor; each = each.next!) items.push(each.item as T);
    return items;
  }
}
