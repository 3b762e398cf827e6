#!/bin/sh
# The way to production of docs/install.md, from the archive to a delivered message and the metrics, on this machine: with
# an SQS server and a Slack that stand in for the real ones, and, where root runs this, as a user without any rights.
#
#   mvn -DskipTests package && docs/quickstart.sh
#
# Other ports: SQS_PORT, SLACK_PORT and MANAGEMENT_PORT.
set -eu

cd "$(dirname "$0")/.."
SQS_PORT=${SQS_PORT:-9324}
SLACK_PORT=${SLACK_PORT:-9400}
MANAGEMENT_PORT=${MANAGEMENT_PORT:-9876}
sqs=http://127.0.0.1:$SQS_PORT
slack=http://127.0.0.1:$SLACK_PORT
observe=http://127.0.0.1:$MANAGEMENT_PORT/observe
event=$(pwd)/src/test/resources/events/security-group.json

work=$(mktemp -d)
servers=
relay=
end() {
  for pid in $relay $servers; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM

# As a user that owns nothing but the folder of the relay's state.
nobody=
if [ "$(id -u)" = 0 ]; then
  nobody="setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs"
fi

# Asks until the answer holds a text, for five minutes at the most.
await() {
  tries=0
  until curl --silent "$1" 2>/dev/null | grep --quiet -- "$2"; do
    tries=$((tries + 1))
    if [ $tries -gt 600 ] || ! kill -0 "${relay:-$servers}" 2>/dev/null; then
      echo "quickstart: no '$2' at $1" >&2
      cat "$work"/*.log >&2
      exit 1
    fi
    sleep 0.5
  done
}

echo "1. What stands in for AWS and Slack"
mvn -q -B -Psandbox -Dsandbox.main=io.configrelay.sandbox.StandIns \
  -Dsandbox.sqs-port="$SQS_PORT" -Dsandbox.slack-port="$SLACK_PORT" >"$work/servers.log" 2>&1 &
servers=$!
await "$slack/messages" '\['
webhook=$(sed -n 's/^Slack  \([^ ]*\) .*/\1/p' "$work/servers.log")

echo "2. The archive"
tar xzf target/config-relay.tar.gz -C "$work"
mkdir "$work/state"
if [ -n "$nobody" ]; then
  chown 65534:65534 "$work/state"
fi
chmod 755 "$work"
home=$work/config-relay
rm "$home"/routes/channels/security.camel.yaml "$home"/routes/channels/all-changes.camel.yaml
echo "$webhook" >"$work/state/webhook"
sed -i "s|{{env:SLACK_WEBHOOK_NETWORK}}|{{file:$work/state/webhook}}|" "$home/routes/channels/network.camel.yaml"

export RELAY_CHANNELS_SECRETS="file:$work/state/*"
export RELAY_MANAGEMENT_PORT="$MANAGEMENT_PORT"
export AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x AWS_REGION=elasticmq
export CAMEL_COMPONENT_AWS2_SQS_OVERRIDE_ENDPOINT=true CAMEL_COMPONENT_AWS2_SQS_URI_ENDPOINT_OVERRIDE="$sqs"

echo "3. check"
cd "$work/state"
$nobody "$home/bin/config-relay" check --routes "$home/routes"

echo "4. run"
$nobody "$home/bin/config-relay" --routes "$home/routes" >"$work/relay.log" 2>&1 &
relay=$!
await "$observe/health/ready" '"UP"'

echo "5. A change in AWS"
curl --silent --fail --output /dev/null "$sqs/" --data-urlencode Action=SendMessage \
  --data-urlencode "QueueUrl=$sqs/000000000000/config-relay" --data-urlencode "MessageBody@$event"
await "$slack/messages" 'network'
curl --silent "$slack/messages"
echo

echo "6. Metrics"
await "$observe/metrics" 'relay_events_delivered_total{channel="network"} 1.0'
curl --silent "$observe/metrics" | grep -E '^relay_(events|posts)'

echo "7. Stop"
kill "$relay"
wait "$relay"
relay=
grep --quiet 'Stopped' "$work/relay.log"
echo "Delivered, measured, stopped."
