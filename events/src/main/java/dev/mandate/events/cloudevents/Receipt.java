package dev.mandate.events.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(shown.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "a receipt";
    }
}
