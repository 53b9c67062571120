package dev.mandate.events.cloudevents;

import dev.mandate.events.digests.Sha256;

/**
 * What whoever asks for a decision is given with the answer, and shows when he tells what became of it: the CloudEvents extension
 * attribute {@code receipt}. The decision's record has its digest alone, so that neither an account that may write actions nor one that
 * may read decisions can speak for the call.
 *
 * @param shown as it was given, 1 to 256 characters; no text of this class has it, since whoever knows it may tell
 */
public record Receipt(String shown) {
    /** Of the extension attribute, as CloudEvents names it. */
    public static final String ATTRIBUTE = "receipt";

    public Receipt {
        if (shown == null || shown.isBlank() || shown.length() > 256)
            throw new IllegalArgumentException("a receipt has 1 to 256 characters");
    }

    /** As the decision's record has it: SHA-256 of its UTF-8, as base64url without padding. */
    public String digest() {
        return Sha256.of(shown).base64Url();
    }

    @Override
    public String toString() {
        return "a receipt";
    }
}
