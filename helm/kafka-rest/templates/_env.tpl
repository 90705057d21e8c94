{{/* Whether clients are told the address of the pod: "true" or nothing. With peers every pod will do. */}}
{{- define "kafka-rest.advertisesPod" -}}
{{- $advertise := .Values.advertise | default (ternary "request" "pod" .Values.peers.enabled) -}}
{{- if and (eq $advertise "pod") (not (hasKey .Values.config "advertised.listeners")) -}}true{{- end -}}
{{- end -}}

{{/* Secrets and ConfigMaps to mount as files, by setting, as JSON. */}}
{{- define "kafka-rest.sources" -}}
{{- $sources := deepCopy .Values.credentials -}}
{{- if .Values.peers.enabled -}}
{{- $_ := set $sources "peers.key" (dict "secret" .Values.peers.secret "key" .Values.peers.key) -}}
{{- end -}}
{{- with .Values.tls -}}
{{- if .enabled -}}
{{- $_ := set $sources "ssl.certificate.location" (dict "secret" .secret "key" .certificateKey) -}}
{{- $_ := set $sources "ssl.key.location" (dict "secret" .secret "key" .privateKeyKey) -}}
{{- with .clientCa -}}{{- $_ := set $sources "ssl.ca.location" . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $sources -}}
{{- end -}}

{{/* The chart's own variables, as a list. */}}
{{- define "kafka-rest.ownEnv" -}}
- name: KAFKA_REST_ID
  valueFrom:
    fieldRef:
      fieldPath: {{ and .Values.peers.enabled (eq .Values.kind "Deployment") | ternary "status.podIP" "metadata.name" }}
{{- if include "kafka-rest.advertisesPod" . }}
{{- if eq .Values.kind "StatefulSet" }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: KAFKA_REST_ADVERTISED_LISTENERS
  value: {{ include "kafka-rest.scheme" . }}://$(POD_NAME).{{ include "kafka-rest.headless" . }}.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}:{{ .Values.containerPorts.http }}
{{- else }}
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: KAFKA_REST_ADVERTISED_LISTENERS
  value: {{ include "kafka-rest.scheme" . }}://{{ if contains "[" .Values.listenAddress }}[$(POD_IP)]{{ else }}$(POD_IP){{ end }}:{{ .Values.containerPorts.http }}
{{- end }}
{{- end }}
{{- range $name := include "kafka-rest.sources" . | fromJson | keys | sortAlpha }}
- name: {{ include "kafka-rest.variable" $name }}{{ if not (include "kafka-rest.isPath" $name) }}_FILE{{ end }}
  value: /etc/kafka-rest/credentials/{{ $name }}
{{- end }}
{{- end -}}

{{/* The chart's variables, each replaced by the one of the same name in extraEnv, and behind them the others of extraEnv. */}}
{{- define "kafka-rest.env" -}}
{{- $extra := dict -}}
{{- range .Values.extraEnv -}}{{- $_ := set $extra .name . -}}{{- end -}}
{{- $all := list -}}
{{- range include "kafka-rest.ownEnv" . | fromYamlArray -}}
{{- $all = append $all (get $extra .name | default .) -}}
{{- $_ := unset $extra .name -}}
{{- end -}}
{{- range .Values.extraEnv -}}
{{- if hasKey $extra .name -}}
{{- $all = append $all (get $extra .name) -}}
{{- $_ := unset $extra .name -}}
{{- end -}}
{{- end -}}
{{- toYaml $all -}}
{{- end -}}
