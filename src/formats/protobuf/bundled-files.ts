import { createRegistry, type DescFile } from '@bufbuild/protobuf';
import {
  file_google_protobuf_any,
  file_google_protobuf_api,
  file_google_protobuf_descriptor,
  file_google_protobuf_duration,
  file_google_protobuf_empty,
  file_google_protobuf_field_mask,
  file_google_protobuf_source_context,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_type,
  file_google_protobuf_wrappers,
  type FileDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { readProtoFile } from './proto-file.js';

const WELL_KNOWN: readonly DescFile[] = [
  file_google_protobuf_any,
  file_google_protobuf_api,
  file_google_protobuf_descriptor,
  file_google_protobuf_duration,
  file_google_protobuf_empty,
  file_google_protobuf_field_mask,
  file_google_protobuf_source_context,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_type,
  file_google_protobuf_wrappers,
];

/** Every well-known type, for `google.protobuf.Any`. */
export const WELL_KNOWN_TYPES = createRegistry(...WELL_KNOWN);

/** Files that Confluent's clients bring along: schemas import them without registering them. */
const CONFLUENT = new Map([
  [
    'confluent/meta.proto',
    `syntax = "proto3"; package confluent; import "google/protobuf/descriptor.proto";
     message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }
     extend google.protobuf.FileOptions { Meta file_meta = 1088; }
     extend google.protobuf.MessageOptions { Meta message_meta = 1088; }
     extend google.protobuf.FieldOptions { Meta field_meta = 1088; }
     extend google.protobuf.EnumOptions { Meta enum_meta = 1088; }
     extend google.protobuf.EnumValueOptions { Meta enum_value_meta = 1088; }`,
  ],
  [
    'confluent/type/decimal.proto',
    `syntax = "proto3"; package confluent.type;
     message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }`,
  ],
]);

const wellKnown = new Map(WELL_KNOWN.map(({ proto }) => [proto.name, proto]));

/** A well-known file by the path of its import: it is taken before what a registry has under that name. */
export function wellKnownFile(path: string): FileDescriptorProto | undefined {
  return wellKnown.get(path);
}

/** Another file that need not be registered, by the path of its import. */
export function bundledFile(path: string): FileDescriptorProto | undefined {
  const text = CONFLUENT.get(path);
  return text === undefined ? undefined : readProtoFile(text, path);
}
