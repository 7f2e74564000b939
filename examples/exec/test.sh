#!/bin/sh
# A test in plain shell: curl and node, and a sandbox that is there for as long as it runs.
#   npx fintech-sandbox exec --strict -- sh examples/exec/test.sh
set -eu
cli=${CLI:-npx fintech-sandbox}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Where the sandbox is and who we are, exec has put into the environment.
conomy() {
  method=$1 path=$2
  shift 2
  curl -s -X "$method" "$FINTECH_SANDBOX_CONOMY_URL$path?clientId=$FINTECH_SANDBOX_CONOMY_CLIENT_ID" \
    -H "x-api-key: $FINTECH_SANDBOX_CONOMY_X_API_KEY" \
    -H "authorization: Bearer $FINTECH_SANDBOX_CONOMY_TOKEN" \
    -H 'content-type: application/json' "$@"
}
control() {
  curl -s -X "$1" "$FINTECH_SANDBOX_URL/_sandbox$2" -H 'content-type: application/json' -d "${3:-}"
}
# The value at a path of the JSON that is piped in.
value() { node -pe "JSON.parse(fs.readFileSync(0)).$1"; }
expect() {
  if [ "$2" = "$3" ]; then echo "ok: $1"; else echo "FAILED: $1 is $2, not $3" >&2; exit 1; fi
}

id=$(conomy POST /customers -d '{"firstName": "Ana", "email": "ana@example.com"}' | value id)
expect 'a customer that was created is found' "$(conomy GET "/customers/$id" | value email)" ana@example.com

expect 'what Conomy refuses is refused in its own words' "$(conomy GET /customers/nobody | value code)" 31

# The network fails twice, and our client asks a third time.
control POST /faults '{"operation": "conomy-customers.getCustomer", "status": 503, "times": 2}' >/dev/null
status=000
for attempt in 1 2 3; do
  status=$(conomy GET "/customers/$id" -o /dev/null -w '%{http_code}')
  [ "$status" = 200 ] && break
done
expect 'the third attempt goes through' "$attempt $status" '3 200'

# A receiver for one webhook: it checks the signature, prints what came, and ends.
$cli listen --vendor conomy --port 0 --count 1 --json >"$folder/webhooks" &
until [ -s "$folder/webhooks" ]; do sleep 0.05; done
conomy POST "/customers/$id/documents" \
  -d '{"type": "kyc", "url": "https://example.com/front.jpg", "contentType": "image/jpeg"}' >/dev/null
control POST "/conomy/customers/$id/documents/0/approve" >/dev/null
wait
webhook=$(tail -n 1 "$folder/webhooks")
expect 'the event of the approval arrives' "$(echo "$webhook" | value event)" customer.levelChanged
expect 'it is signed by Conomy' "$(echo "$webhook" | value signature)" genuine
