package io.configrelay.delivery;

import java.util.Optional;

/**
 * What Slack said when it took a message.
 *
 * @param status of HTTP
 * @param ts by which the Web API knows the message in its channel; a webhook doesn't say
 * @param requestId by which Slack's support knows the request, where Slack says it
 */
record SlackReceipt(int status, Optional<String> ts, Optional<String> requestId) {}
