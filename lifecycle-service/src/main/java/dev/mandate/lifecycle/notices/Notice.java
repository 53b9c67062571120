package dev.mandate.lifecycle.notices;

import dev.mandate.messaging.outputs.WebhookBody;

/**
 * What a webhook is sent of an approval.
 *
 * @param id of the record that told of it
 */
record Notice(String id, byte[] body) implements WebhookBody {}
