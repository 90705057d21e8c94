import type { Property } from './client.js';
import { addIfMissing, type Translation } from './translation.js';

type StoreType = 'PEM' | 'PKCS12' | 'JKS';

/**
 * Reads Java's trust and key stores: PEM files as they are, a PKCS#12 key store as librdkafka's. JKS, and PKCS#12 for
 * trust, need converting, and the fault says with which command.
 */
export function readStores(translation: Translation): void {
  readTrustStore(translation);
  readKeyStore(translation);
}

function readTrustStore({ properties, faults, ignored }: Translation): void {
  const location = take(properties, 'ssl.truststore.location');
  const type = take(properties, 'ssl.truststore.type');
  const password = take(properties, 'ssl.truststore.password');
  if (location === undefined) {
    for (const alone of [type, password]) {
      if (alone !== undefined) ignored.push({ property: alone, reason: 'there is no ssl.truststore.location' });
    }
  } else if (storeType(location, type) === 'PEM') {
    addIfMissing(properties, { ...location, name: 'ssl.ca.location' });
    if (password !== undefined) ignored.push({ property: password, reason: 'certificates in PEM have no password' });
  } else {
    faults.push({
      property: location,
      message:
        'is no PEM file: export it with `keytool -list -rfc -keystore <file> > ca.pem` and set ssl.ca.location=ca.pem',
    });
  }
}

function readKeyStore({ properties, faults }: Translation): void {
  const type = take(properties, 'ssl.keystore.type');
  const location = properties.get('ssl.keystore.location');
  if (location === undefined) return;
  switch (storeType(location, type)) {
    case 'PKCS12':
      return;
    case 'PEM':
      // Java keeps the private key and the certificate chain in one file; OpenSSL finds each in it.
      properties.delete('ssl.keystore.location');
      addIfMissing(properties, { ...location, name: 'ssl.key.location' });
      addIfMissing(properties, { ...location, name: 'ssl.certificate.location' });
      return;
    case 'JKS':
      faults.push({
        property: location,
        message:
          'is no PKCS#12 file: convert it with `keytool -importkeystore -srckeystore <file> -destkeystore client.p12 -deststoretype PKCS12`',
      });
  }
}

function storeType(location: Property, type: Property | undefined): StoreType {
  switch (type?.value.toUpperCase()) {
    case 'PEM':
      return 'PEM';
    case 'PKCS12':
      return 'PKCS12';
    case undefined:
      if (/\.(pem|crt|cer)$/i.test(location.value)) return 'PEM';
      return /\.(p12|pfx)$/i.test(location.value) ? 'PKCS12' : 'JKS';
    default:
      return 'JKS';
  }
}

function take(properties: Map<string, Property>, name: string): Property | undefined {
  const property = properties.get(name);
  properties.delete(name);
  return property;
}
