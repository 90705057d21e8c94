"""Sends one measurement as Avro, its schema inline.

    pip install requests
    python send_telemetry.py [http://localhost:8082] [topic]

The gateway registers the schema with the Schema Registry under the topic, or checks that it is compatible with the one
that is registered there, before anything reaches Kafka.
"""

import sys

import requests

gateway = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8082"
topic = sys.argv[2] if len(sys.argv) > 2 else "lsst.example.skyFluxMetric"

url = f"{gateway}/topics/{topic}"

payload = {
    "value_schema": '{"namespace": "lsst.example", "type": "record", "name": "skyFluxMetric", "fields": [{"name": "timestamp", "type": "long"}, {"name": "band", "type": "string"}, {"name": "instrument", "type": "string", "default": "LSSTCam-imSim"}, {"name": "meanSky","type": "float"}, {"name": "stdevSky","type": "float"}]}',
    "records": [
        {
            "value": {
                "timestamp": 1681248783000000,
                "band": "y",
                "instrument": "LSSTCam-imSim",
                "meanSky": -213.75839364883444,
                "stdevSky": 2328.906118708811,
            }
        }
    ],
}
headers = {
    "Content-Type": "application/vnd.kafka.avro.v2+json",
    "Accept": "application/vnd.kafka.v2+json",
}

response = requests.request("POST", url, json=payload, headers=headers, timeout=30)
print(response.status_code, response.text)
response.raise_for_status()
