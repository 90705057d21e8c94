{{/* Settings of the properties file as JSON: the chart's own below those of `config`. */}}
{{- define "kafka-rest.settings" -}}
{{- $own := dict
  "listeners" (printf "%s://%s:%v" (include "kafka-rest.scheme" .) .Values.listenAddress .Values.containerPorts.http)
  "management.listeners" (printf "http://%s:%v" .Values.listenAddress .Values.containerPorts.management)
  "readiness.kafka" "startup"
-}}
{{- if ne .Values.tls.clientAuthentication "none" -}}
{{- $_ := set $own "ssl.client.authentication" .Values.tls.clientAuthentication -}}
{{- end -}}
{{- if .Values.peers.enabled -}}
{{- /* Names of a StatefulSet's pods are in SRV records; pods of a Deployment have addresses only. */ -}}
{{- $headless := printf "%s.%s.svc.%s" (include "kafka-rest.headless" .) .Release.Namespace .Values.clusterDomain -}}
{{- $_ := set $own "peers.dns" (ternary (printf "_peers._tcp.%s" $headless) $headless (eq .Values.kind "StatefulSet")) -}}
{{- $_ := set $own "peers.listener" (printf "http://%s:%v" .Values.listenAddress .Values.containerPorts.peers) -}}
{{- end -}}
{{- mergeOverwrite $own (deepCopy .Values.config) | toJson -}}
{{- end -}}

{{/*
One value as text. Numbers from a values file are floating-point: toString would write 10485760 as 1.048576e+07, toJson does not.
*/}}
{{- define "kafka-rest.value" -}}
{{- if kindIs "slice" . -}}
{{- $texts := list -}}
{{- range . -}}{{- $texts = append $texts (include "kafka-rest.value" .) -}}{{- end -}}
{{- join "," $texts -}}
{{- else if kindIs "string" . -}}
{{- . -}}
{{- else -}}
{{- toJson . -}}
{{- end -}}
{{- end -}}

{{/* The properties file. Backslashes, line ends and a space in front are escaped as Java reads them. */}}
{{- define "kafka-rest.properties" -}}
{{- range $name, $value := include "kafka-rest.settings" . | fromJson }}
{{- $text := include "kafka-rest.value" $value | replace "\\" "\\\\" | replace "\n" "\\n" | replace "\r" "\\r" | replace "\t" "\\t" }}
{{- if hasPrefix " " $text }}{{ $text = printf "\\%s" $text }}{{ end }}
{{ $name }}={{ $text }}
{{- end }}
{{- end -}}

{{/* Name of the variable of a setting. */}}
{{- define "kafka-rest.variable" -}}
KAFKA_REST_{{ . | replace "_" "___" | replace "-" "__" | replace "." "_" | upper }}
{{- end -}}

{{/*
Whether the value of a setting is the path of a file, and not what is in it: "true" or nothing. Other credentials are read
from the file that `…_FILE` names.
*/}}
{{- define "kafka-rest.isPath" -}}
{{- if or (hasSuffix ".location" .) (hasSuffix ".keytab" .) (regexMatch "\\.sasl\\.oauthbearer\\.assertion\\.[a-z.]*file$" .) -}}true{{- end -}}
{{- end -}}

{{/* Milliseconds of a setting of `config`, or the gateway's default: (list $ name default). */}}
{{- define "kafka-rest.milliseconds" -}}
{{- $given := get (index . 0).Values.config (index . 1) | toString -}}
{{- /* Not `default`: it takes 0 for nothing. */ -}}
{{- ternary (index . 2) $given (eq $given "") | int64 -}}
{{- end -}}

{{/*
Seconds between SIGTERM and SIGKILL: what the gateway allows itself (drain, requests in flight, 5 s to close its clients), and 5 s
more, so that it is never the kubelet who ends it.
*/}}
{{- define "kafka-rest.gracePeriod" -}}
{{- $drain := include "kafka-rest.milliseconds" (list . "shutdown.drain.ms" 2000) | int64 -}}
{{- $graceful := include "kafka-rest.milliseconds" (list . "shutdown.graceful.ms" 20000) | int64 -}}
{{- add (div (add $drain $graceful 5000 999) 1000) 5 -}}
{{- end -}}
