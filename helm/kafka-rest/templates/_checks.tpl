{{/* What the schema of values cannot say. Each message names the value and the way out. */}}
{{- define "kafka-rest.checks" -}}
{{- $config := .Values.config -}}
{{- $credentials := .Values.credentials -}}

{{- $decided := dict "listeners" "containerPorts.http and listenAddress" "port" "containerPorts.http" "management.listeners" "containerPorts.management and listenAddress" "id" "extraEnv with KAFKA_REST_ID" "peers" "peers.enabled" "peers.dns" "peers.enabled" "peers.listener" "containerPorts.peers and peers.enabled" "peers.key" "peers.secret" "ssl.certificate.location" "tls.secret" "ssl.key.location" "tls.secret" "ssl.keystore.location" "tls.secret" "ssl.ca.location" "tls.clientCa" "ssl.truststore.location" "tls.clientCa" "ssl.client.authentication" "tls.clientAuthentication" -}}
{{- range $name := concat (keys $config) (keys $credentials) -}}
{{- if hasKey $decided $name -}}
{{- fail (printf "%s is decided by the chart: use %s." $name (get $decided $name)) -}}
{{- end -}}
{{- end -}}
{{- range $name := list "shutdown.drain.ms" "shutdown.graceful.ms" -}}
{{- if hasKey $credentials $name -}}
{{- fail (printf "%s cannot come from a secret: the grace period of the pod is computed from config." $name) -}}
{{- end -}}
{{- end -}}

{{- range $name, $value := $config -}}
{{- if hasKey $credentials $name -}}
{{- fail (printf "%s is given in config and in credentials: leave one of them out." $name) -}}
{{- end -}}
{{- if include "kafka-rest.isSecret" $name -}}
{{- fail (printf "config.%s is a credential, and a ConfigMap is no place for it: put it into a secret and name that in credentials." $name) -}}
{{- end -}}
{{- if regexMatch "://[^/?#\\s]*@" (include "kafka-rest.value" $value) -}}
{{- fail (printf "config.%s has a user and a password in its URL: put the URL into a secret and name that in credentials." $name) -}}
{{- end -}}
{{- end -}}

{{- range $name, $source := $credentials -}}
{{- if and $source.configMap (not (include "kafka-rest.isPath" $name)) -}}
{{- fail (printf "credentials.%s comes from a ConfigMap: only files (settings that end in .location) may; use a secret." $name) -}}
{{- end -}}
{{- end -}}

{{- $variables := list "KAFKA_REST_LISTENERS" "KAFKA_REST_PORT" "KAFKA_REST_MANAGEMENT_LISTENERS" "KAFKA_REST_SHUTDOWN_DRAIN_MS" "KAFKA_REST_SHUTDOWN_GRACEFUL_MS" -}}
{{- range $extra := .Values.extraEnv -}}
{{- if has $extra.name $variables -}}
{{- fail (printf "extraEnv must not have %s: ports and the grace period of the pod come from containerPorts and config." $extra.name) -}}
{{- end -}}
{{- if and $.Values.peers.enabled (eq $extra.name "KAFKA_REST_ID") -}}
{{- fail "extraEnv must not have KAFKA_REST_ID with peers: pods find each other by the names that Kubernetes gives them." -}}
{{- end -}}
{{- range $name := include "kafka-rest.sources" $ | fromJson | keys -}}
{{- $variable := include "kafka-rest.variable" $name -}}
{{- if or (eq $extra.name $variable) (eq $extra.name (printf "%s_FILE" $variable)) -}}
{{- $where := hasKey $credentials $name | ternary "credentials" (hasPrefix "peers." $name | ternary "peers" "tls") -}}
{{- fail (printf "%s is given in %s and in extraEnv (%s): leave one of them out." $name $where $extra.name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- $given := or (hasKey $config "bootstrap.servers") (hasKey $credentials "bootstrap.servers") (eq (get $config "embedded.kafka" | toString) "true") .Values.extraEnvFrom -}}
{{- range .Values.extraEnv -}}{{- if hasPrefix "KAFKA_REST_BOOTSTRAP_SERVERS" .name -}}{{- $given = true -}}{{- end -}}{{- end -}}
{{- if not $given -}}
{{- fail "Say where Kafka is: --set 'config.bootstrap\\.servers=kafka:9092', or embedded.kafka for trying out." -}}
{{- end -}}

{{- if and (not .Values.tls.enabled) (or .Values.tls.clientCa (ne .Values.tls.clientAuthentication "none")) -}}
{{- fail "tls.clientAuthentication and tls.clientCa need tls.enabled: without it nobody shows a certificate." -}}
{{- end -}}

{{- if ne (values .Values.containerPorts | uniq | len) (len .Values.containerPorts) -}}
{{- fail "The ports in containerPorts must differ." -}}
{{- end -}}
{{- if and .Values.peers.enabled (eq .Values.kind "Deployment") (contains "[" .Values.listenAddress) -}}
{{- fail "peers with a Deployment need pods with IPv4 addresses: use the kind StatefulSet." -}}
{{- end -}}
{{- with .Values.autoscaling -}}
{{- if and .enabled (not (or .targetCPUUtilizationPercentage .targetMemoryUtilizationPercentage .metrics)) -}}
{{- fail "autoscaling needs something to go by: a target or metrics." -}}
{{- end -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- fail "autoscaling.minReplicas must not be above autoscaling.maxReplicas." -}}
{{- end -}}
{{- end -}}

{{/* Whether a setting is secret, by the gateway's own rule: "true" or nothing. */}}
{{- define "kafka-rest.isSecret" -}}
{{- $word := "(^|[._-])(password|passwd|passphrase|secrets?|tokens?|credentials?|authorization|cookie|(api|private|access|secret|ssl|tls|keystore|peers)[._-]?keys?|key[._-]pem|user[._-]info|jaas[._-]config|oauthbearer[._-]config)($|[._-])" -}}
{{- $pointer := "[._-](location|path|file|source|url|uri|ms|seconds|type|method|enable|enabled)$" -}}
{{- if and (regexMatch $word .) (not (regexMatch $pointer .)) -}}true{{- end -}}
{{- end -}}
