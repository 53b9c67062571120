package dev.mandate.messaging.outputs;

/** What a webhook is sent. */
public interface WebhookBody {
    /** The same for each try, by which a receiver knows what it has. */
    String id();

    /** JSON. Not to be written to. */
    byte[] body();
}
