"""Confluent's own Python client as the other end of the wire.

    interop.py produce <format> <bootstrap> <registry> <topic>   writes the records below
    interop.py consume <format> <bootstrap> <registry> <topic>   prints the first record of partition 0 as JSON
"""

import functools
import json
import sys

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer, ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

AVRO_KEY = '{"type":"record","name":"Id","fields":[{"name":"id","type":"long"}]}'
AVRO_VALUE = json.dumps(
    {
        "type": "record",
        "name": "Measurement",
        "namespace": "lsst.example",
        "fields": [
            {"name": "band", "type": {"type": "enum", "name": "Band", "symbols": ["u", "g", "y"]}},
            {"name": "note", "type": ["null", "string"], "default": None},
            {"name": "fluxes", "type": {"type": "array", "items": "double"}},
            {"name": "tags", "type": {"type": "map", "values": "long"}},
            {"name": "raw", "type": "bytes"},
        ],
    }
)
JSON_KEY = '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Id","type":"object","properties":{"id":{"type":"integer"}}}'
JSON_VALUE = '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Measurement","type":"object","properties":{"band":{"type":"string"},"fluxes":{"type":"array","items":{"type":"number"}}},"required":["band"]}'
PROTO_KEY = 'syntax = "proto3"; package lsst.example; message Id { int64 id = 1; }'
PROTO_VALUE = """syntax = "proto3";
package lsst.example;
message Measurement {
  message Inner { string note = 1; }
  string band = 1;
  repeated double fluxes = 2;
  sint64 count = 3;
  Inner inner = 4;
}"""

KEY = {"id": 9007199254740993}
VALUES = {
    "avro": {"band": "y", "note": "clear", "fluxes": [1.5, -2.25], "tags": {"n": -9223372036854775808}, "raw": b"\x00\xff"},
    "jsonschema": {"band": "y", "fluxes": [1.5, -2.25]},
    "protobuf": {"band": "y", "fluxes": [1.5, -2.25], "count": "-9223372036854775808", "inner": {"note": "clear"}},
}


@functools.cache
def messages():
    """The classes of the two schemas, built without a compiler, each the first message of a file of its own."""
    files = [
        descriptor_pb2.FileDescriptorProto(name=name, package="lsst.example", syntax="proto3")
        for name in ["id.proto", "measurement.proto"]
    ]
    field = descriptor_pb2.FieldDescriptorProto
    key = files[0].message_type.add(name="Id")
    key.field.add(name="id", number=1, type=field.TYPE_INT64, label=field.LABEL_OPTIONAL, json_name="id")
    value = files[1].message_type.add(name="Measurement")
    inner = value.nested_type.add(name="Inner")
    inner.field.add(name="note", number=1, type=field.TYPE_STRING, label=field.LABEL_OPTIONAL, json_name="note")
    value.field.add(name="band", number=1, type=field.TYPE_STRING, label=field.LABEL_OPTIONAL, json_name="band")
    value.field.add(name="fluxes", number=2, type=field.TYPE_DOUBLE, label=field.LABEL_REPEATED, json_name="fluxes")
    value.field.add(name="count", number=3, type=field.TYPE_SINT64, label=field.LABEL_OPTIONAL, json_name="count")
    value.field.add(
        name="inner",
        number=4,
        type=field.TYPE_MESSAGE,
        label=field.LABEL_OPTIONAL,
        type_name=".lsst.example.Measurement.Inner",
        json_name="inner",
    )
    pool = descriptor_pool.DescriptorPool()
    for file in files:
        pool.AddSerializedFile(file.SerializeToString())
    return {
        name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"lsst.example.{name}"))
        for name in ["Id", "Measurement"]
    }


def serializers(format, registry):
    if format == "avro":
        return AvroSerializer(registry, AVRO_KEY), AvroSerializer(registry, AVRO_VALUE)
    if format == "jsonschema":
        return JSONSerializer(JSON_KEY, registry), JSONSerializer(JSON_VALUE, registry)
    classes = messages()
    # The client itself would register a serialized descriptor in place of a text, which not every registry takes.
    options = {"use.deprecated.format": False, "auto.register.schemas": False, "use.latest.version": True}
    return ProtobufSerializer(classes["Id"], registry, options), ProtobufSerializer(classes["Measurement"], registry, options)


def deserializers(format, registry):
    if format == "avro":
        return AvroDeserializer(registry), AvroDeserializer(registry)
    if format == "jsonschema":
        return JSONDeserializer(JSON_KEY), JSONDeserializer(JSON_VALUE)
    classes = messages()
    options = {"use.deprecated.format": False}
    return ProtobufDeserializer(classes["Id"], options), ProtobufDeserializer(classes["Measurement"], options)


def produce(format, bootstrap, registry, topic):
    key_serializer, value_serializer = serializers(format, registry)
    key, value = KEY, VALUES[format]
    if format == "protobuf":
        registry.register_schema(f"{topic}-key", Schema(PROTO_KEY, "PROTOBUF"))
        registry.register_schema(f"{topic}-value", Schema(PROTO_VALUE, "PROTOBUF"))
        classes = messages()
        key = classes["Id"](id=KEY["id"])
        value = json_format.ParseDict(value, classes["Measurement"]())
    producer = Producer({"bootstrap.servers": bootstrap})
    producer.produce(
        topic,
        partition=0,
        key=key_serializer(key, SerializationContext(topic, MessageField.KEY)),
        value=value_serializer(value, SerializationContext(topic, MessageField.VALUE)),
    )
    if producer.flush(30) != 0:
        raise SystemExit("the record was not delivered")


def consume(format, bootstrap, registry, topic):
    key_deserializer, value_deserializer = deserializers(format, registry)
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "interop", "enable.auto.commit": False})
    consumer.assign([TopicPartition(topic, 0, 0)])
    message = consumer.poll(30)
    if message is None or message.error():
        raise SystemExit(f"no record: {message and message.error()}")
    key = key_deserializer(message.key(), SerializationContext(topic, MessageField.KEY))
    value = value_deserializer(message.value(), SerializationContext(topic, MessageField.VALUE))
    consumer.close()
    if format == "protobuf":
        key, value = (json_format.MessageToDict(each, preserving_proto_field_name=True) for each in (key, value))
    print(json.dumps({"key": key, "value": value}, default=lambda raw: raw.decode("latin1")))


command, format, bootstrap, registry, topic = sys.argv[1:]
{"produce": produce, "consume": consume}[command](format, bootstrap, SchemaRegistryClient({"url": registry}), topic)
