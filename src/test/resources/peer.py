"""What the article's Lambda, and most tools since, do with a notification: dump its diff as JSON into a message.

Reads one body as SNS writes it into a queue, and prints how many of them this makes into messages a second.
"""
import json
import sys
import time


def message(body):
    notification = json.loads(json.loads(body)["Message"])
    item = notification["configurationItem"]
    diff = json.dumps(notification["configurationItemDiff"], indent=2)
    text = "Changed: %s %s\n```\n%s\n```" % (item["resourceType"], item["resourceId"], diff)
    return json.dumps({"text": text})


def events_per_second(body, seconds):
    count = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        message(body)
        count += 1
    return count / (time.perf_counter() - start)


body = sys.stdin.read()
events_per_second(body, 0.5)
print(events_per_second(body, 1))
