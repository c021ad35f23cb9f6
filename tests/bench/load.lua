-- Posts the lines of $BODIES in a circle and prints one line of JSON at the end.
local requests, at = {}, 0

function init()
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  local token = os.getenv("AUTHORIZATION")
  if token ~= "" then wrk.headers["Authorization"] = token end
  for line in io.lines(os.getenv("BODIES")) do requests[#requests + 1] = wrk.format(nil, nil, nil, line) end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'JSON {"requests":%d,"us":%d,"bad":%d,"sock":%d,"p50":%.3f,"p99":%.3f}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
