/** Points to another resource or collection. */
export interface Relationship {
  related: string;
}

export interface ResourceMetadata {
  self: string;
  resource_name: string;
}

/**
 * Where a resource of API v3 is: its URL and its Confluent Resource Name (CRN), which grow together. Ids are
 * percent-encoded in both.
 */
export class Place {
  private constructor(
    readonly url: string,
    readonly crn: string,
  ) {}

  /**
   * @param base where clients reach `/v3`, without a trailing slash
   * @param authority of the CRN; may be empty
   */
  static cluster(base: string, authority: string, clusterId: string): Place {
    const id = encodeURIComponent(clusterId);
    return new Place(`${base}/v3/clusters/${id}`, `crn://${authority}/kafka=${id}`);
  }

  /**
   * A resource below this one.
   *
   * @param collection segment of the URL, e.g. `topics`
   * @param type segment of the CRN, e.g. `topic`
   */
  child(collection: string, type: string, id: string | number): Place {
    const encoded = encodeURIComponent(id);
    return new Place(`${this.url}/${collection}/${encoded}`, `${this.crn}/${type}=${encoded}`);
  }

  /** A resource of which there is one here, e.g. `lag-summary`. */
  only(name: string): Place {
    return new Place(`${this.url}/${name}`, `${this.crn}/${name}`);
  }

  /** @param path below this resource, already encoded */
  related(path: string): Relationship {
    return { related: `${this.url}/${path}` };
  }

  get itself(): Relationship {
    return { related: this.url };
  }

  get metadata(): ResourceMetadata {
    return { self: this.url, resource_name: this.crn };
  }
}
