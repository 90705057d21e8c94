{{/* Pod template of the StatefulSet and of the Deployment. */}}
{{- define "kafka-rest.pod" -}}
{{- $sources := include "kafka-rest.sources" . | fromJson -}}
metadata:
  annotations:
    checksum/config: {{ include "kafka-rest.properties" . | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  labels:
    {{- /* Not all labels: a new version of the chart alone is no reason to replace pods. */}}
    {{- include "kafka-rest.podSelector" . | nindent 4 }}
    {{- with .Values.commonLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "kafka-rest.serviceAccountName" . }}
  automountServiceAccountToken: false
  # Kubernetes would set KAFKA_REST_PORT and others for a service of this name.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "kafka-rest.gracePeriod" . }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.podSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: gateway
      image: {{ include "kafka-rest.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      command: [node, dist/main.js]
      args: [/etc/kafka-rest/config/kafka-rest.properties]
      env:
        {{- include "kafka-rest.env" . | nindent 8 }}
      {{- with .Values.extraEnvFrom }}
      envFrom:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        - name: {{ include "kafka-rest.scheme" . }}
          containerPort: {{ .Values.containerPorts.http }}
          protocol: TCP
        - name: management
          containerPort: {{ .Values.containerPorts.management }}
          protocol: TCP
        {{- if .Values.peers.enabled }}
        - name: peers
          containerPort: {{ .Values.containerPorts.peers }}
          protocol: TCP
        {{- end }}
      startupProbe:
        httpGet:
          path: /startupz
          port: management
        {{- toYaml .Values.probes.startup | nindent 8 }}
      livenessProbe:
        httpGet:
          path: /livez
          port: management
        {{- toYaml .Values.probes.liveness | nindent 8 }}
      readinessProbe:
        httpGet:
          path: /readyz
          port: management
        {{- toYaml .Values.probes.readiness | nindent 8 }}
      {{- with .Values.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.securityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      volumeMounts:
        - name: config
          mountPath: /etc/kafka-rest/config
          readOnly: true
        {{- if $sources }}
        - name: credentials
          mountPath: /etc/kafka-rest/credentials
          readOnly: true
        {{- end }}
        {{- with .Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ include "kafka-rest.fullname" . }}
    {{- if $sources }}
    # A folder, never single files: the kubelet replaces what is in it when a secret changes.
    - name: credentials
      projected:
        defaultMode: 0440
        sources:
          {{- range $name, $source := $sources }}
          - {{ empty $source.configMap | not | ternary "configMap" "secret" }}:
              name: {{ $source.configMap | default $source.secret }}
              items:
                - key: {{ $source.key }}
                  path: {{ $name }}
          {{- end }}
    {{- end }}
    {{- with .Values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- range . }}
    - {{ toYaml . | nindent 6 | trim }}
      {{- if not .labelSelector }}
      labelSelector:
        matchLabels:
          {{- include "kafka-rest.podSelector" $ | nindent 10 }}
      {{- end }}
    {{- end }}
  {{- end }}
{{- end -}}
