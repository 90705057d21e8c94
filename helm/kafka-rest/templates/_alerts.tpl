{{/* The alerts, as a list. What is in backquotes is for Prometheus to fill in. */}}
{{- define "kafka-rest.alerts" -}}
{{- $target := printf "namespace=%q, job=%q" .Release.Namespace (include "kafka-rest.headless" .) -}}
- alert: KafkaRestDown
  expr: absent(up{ {{- $target -}} } == 1)
  for: 5m
  labels:
    severity: critical
  annotations:
    summary: No pod of the Kafka REST gateway can be scraped.
    description: For 5 minutes Prometheus has reached no pod behind {{ include "kafka-rest.headless" . }}.
- alert: KafkaRestServerErrors
  expr: |-
    sum(rate(kafka_rest_http_requests_total{ {{- $target }}, status=~"5.."}[5m]))
      / sum(rate(kafka_rest_http_requests_total{ {{- $target -}} }[5m])) > 0.05
  for: 10m
  labels:
    severity: critical
  annotations:
    summary: More than 5 % of requests are answered with 5xx.
    description: {{ `'{{ $value | humanizePercentage }} of requests are answered with 5xx: Kafka or the Schema Registry may be out of reach.'` }}
- alert: KafkaRestProduceFailures
  expr: |-
    sum by (code) (rate(kafka_rest_produce_failed_records_total{ {{- $target }}, code!~"bad-request|schema-invalid|schema-not-found|schema-registry-failed"}[5m]))
      / scalar(sum(rate(kafka_rest_produced_records_total{ {{- $target -}} }[5m]))
        + sum(rate(kafka_rest_produce_failed_records_total{ {{- $target -}} }[5m]))) > 0.01
  for: 10m
  labels:
    severity: warning
  annotations:
    summary: More than 1 % of records are not acknowledged.
    description: {{ `'{{ $value | humanizePercentage }} of records fail with {{ $labels.code }}.'` }}
- alert: KafkaRestSlowAcknowledgements
  expr: |-
    histogram_quantile(0.99, sum by (le) (rate(kafka_rest_produce_ack_seconds_bucket{ {{- $target -}} }[5m]))) > 5
  for: 15m
  labels:
    severity: warning
  annotations:
    summary: Kafka takes more than 5 seconds to acknowledge batches.
    description: {{ `'1 % of batches wait longer than {{ $value | humanizeDuration }} for their acknowledgements.'` }}
- alert: KafkaRestConsumerLag
  expr: |-
    min_over_time(kafka_rest_consumer_lag_records{ {{- $target -}} }[15m]) > 10000
      and delta(kafka_rest_consumer_lag_records{ {{- $target -}} }[15m]) > 0
  for: 15m
  labels:
    severity: warning
  annotations:
    summary: Consumer instances of a pod fall behind.
    description: {{ `'Clients of {{ $labels.pod }} have not read {{ $value | humanize }} records, and more come than they read.'` }}
- alert: KafkaRestRebalances
  expr: |-
    sum(increase(kafka_rest_consumer_rebalances_total{ {{- $target }}, event="assigned"}[15m]))
      / (sum(kafka_rest_consumer_instances{ {{- $target -}} })
        + sum(increase(kafka_rest_consumer_instances_created_total{ {{- $target -}} }[15m]))) > 10
  for: 15m
  labels:
    severity: warning
  annotations:
    summary: Consumer groups rebalance again and again.
    description: {{ `'In 15 minutes each consumer instance was assigned partitions {{ $value | humanize }} times: reads pause meanwhile.'` }}
- alert: KafkaRestRefusals
  expr: sum by (reason) (rate(kafka_rest_refused_total{ {{- $target -}} }[5m])) > 0
  for: 10m
  labels:
    severity: warning
  annotations:
    summary: The gateway has no room for what clients want.
    description: {{ `'{{ $value | humanize }} refusals a second: {{ $labels.reason }}.'` }}
- alert: KafkaRestCredentialsRefused
  expr: |-
    increase(kafka_rest_credential_reloads_total{ {{- $target }}, outcome="refused"}[1h]) > 0
      unless ignoring (outcome) increase(kafka_rest_credential_reloads_total{ {{- $target }}, outcome="used"}[1h]) > 0
  labels:
    severity: warning
  annotations:
    summary: A pod of the gateway cannot use new credentials.
    description: {{ `'{{ $labels.pod }} goes on with those of before, for as long as they are good: its log says what is wrong.'` }}
- alert: KafkaRestReplicasApart
  expr: |-
    sum by (pod, outcome) (rate(kafka_rest_forwarded_requests_total{ {{- $target }}, outcome=~"unreachable|refused|broken"}[5m])) > 0
  for: 10m
  labels:
    severity: warning
  annotations:
    summary: A pod of the gateway cannot pass requests on to another.
    description: {{ `'Requests that {{ $labels.pod }} passes on fail: {{ $labels.outcome }}. Clients get 503 for consumer instances of the other pod.'` }}
- alert: KafkaRestBusyEventLoop
  expr: kafka_rest_nodejs_eventloop_lag_p99_seconds{ {{- $target -}} } > 0.5
  for: 10m
  labels:
    severity: warning
  annotations:
    summary: A pod of the gateway cannot keep up.
    description: {{ `'The event loop of {{ $labels.pod }} is {{ $value | humanizeDuration }} late: add pods or CPU.'` }}
- alert: KafkaRestFileDescriptors
  expr: |-
    kafka_rest_process_open_fds{ {{- $target -}} } / kafka_rest_process_max_fds{ {{- $target -}} } > 0.8
  for: 10m
  labels:
    severity: warning
  annotations:
    summary: A pod of the gateway is about to run out of file descriptors.
    description: {{ `'{{ $labels.pod }} has {{ $value | humanizePercentage }} of its file descriptors in use: consumer instances cost several each.'` }}
{{- end -}}
