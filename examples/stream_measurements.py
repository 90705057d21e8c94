"""Creates a topic with API v3 and streams measurements into it.

    pip install requests
    python stream_measurements.py [http://localhost:8082] [topic]

One request carries all records, and its body is sent while they are made: the gateway answers each with a receipt of its
own, in order, as soon as Kafka has it.
"""

import json
import sys

import requests

gateway = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8082"
topic = sys.argv[2] if len(sys.argv) > 2 else "lsst.example.domeTemperature"

headers = {"Content-Type": "application/json"}

# The id of the cluster is part of every other address.
response = requests.get(f"{gateway}/v3/clusters", timeout=30)
response.raise_for_status()
cluster = response.json()["data"][0]["metadata"]["self"]

topic_config = {"topic_name": topic, "partitions_count": 1}
response = requests.post(f"{cluster}/topics", json=topic_config, headers=headers, timeout=30)
if response.status_code == 400 and requests.get(f"{cluster}/topics/{topic}", timeout=30).ok:
    print(f"{topic} exists")
else:
    response.raise_for_status()
    print(f"{topic} created")


def measurements():
    for celsius in (11.5, 11.25, None, 11.75):
        record = {
            "key": {"type": "STRING", "data": "dome"},
            "value": {"type": "JSON", "data": {"celsius": celsius}},
        }
        yield json.dumps(record).encode()


failures = 0
with requests.post(f"{cluster}/topics/{topic}/records", data=measurements(), headers=headers, stream=True, timeout=30) as response:
    response.raise_for_status()
    for line in response.iter_lines():
        receipt = json.loads(line)
        # The status of the response says nothing about single records.
        if receipt["error_code"] == 200:
            print(f"partition {receipt['partition_id']} offset {receipt['offset']}")
        else:
            failures += 1
            print(f"{receipt['error_code']} {receipt['message']}", file=sys.stderr)
sys.exit(1 if failures else 0)
