package dev.mandate.authz.engine.sessions;

import dev.mandate.events.actions.AnswerMac;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.digests.HmacSha256;
import dev.mandate.events.ids.DecisionId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to each decision is given with, so that nobody but whom it was given to tells what became of the call: HMAC-SHA-256 of the
 * decision's id by a secret that all who decide have. So any replica can tell of what any other decided, and none has to remember anything. By the same secret it
 * is told which answer a call got.
 */
public final class Receipts {
    /** Nobody is given anything: whoever may write actions may tell of any call. */
    public static final Receipts NONE = new Receipts(null);

    private static final int SHORTEST = 32;
    private static final String RECEIPT = "mandate/receipt/";
    private static final String ANSWER = "mandate/answer/";

    private final @Nullable HmacSha256 key;

    private Receipts(@Nullable HmacSha256 key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException if the secret can be guessed: it has less than 32 characters */
    public static Receipts by(String secret) {
        if (secret.strip().length() < SHORTEST)
            throw new IllegalArgumentException("mandate.receipts.secret has at least " + SHORTEST
                    + " random characters, the same at all replicas and"
                    + " gateways; openssl rand -base64 33 makes some");
        return new Receipts(HmacSha256.by(secret.strip()));
    }

    /** Null where nobody is given any. */
    public @Nullable Receipt of(DecisionId decision) {
        return key == null
                ? null
                : new Receipt(Base64.getUrlEncoder().withoutPadding().encodeToString(made(key, RECEIPT, decision)));
    }

    /** Which answer the call got, by a key of the decision's own; null where there is no secret, since whoever guesses one would then learn that it is. */
    public @Nullable AnswerMac answer(DecisionId decision, byte[] answer) {
        return key == null ? null : AnswerMac.of(made(key, ANSWER, decision), answer);
    }

    private static byte[] made(HmacSha256 key, String purpose, DecisionId decision) {
        return key.of(purpose + decision.value());
    }

    /** As the decision's record has it; null where nobody is given any. */
    public @Nullable String digest(DecisionId decision) {
        var receipt = of(decision);
        return receipt == null ? null : receipt.digest();
    }

    /** True if it is the decision's, or nobody is given any. */
    public boolean accept(DecisionId decision, @Nullable Receipt shown) {
        return key == null || prove(decision, shown);
    }

    /** True if it is known to be the decision's. */
    public boolean prove(DecisionId decision, @Nullable Receipt shown) {
        return shown != null && shown.digest().equals(digest(decision));
    }

    /**
     * Whether what is told of the decision by this process counts with whoever reads it.
     *
     * @param digest as its record has it; null where it has none
     */
    public boolean speakFor(DecisionId decision, @Nullable String digest) {
        return digest == null || digest.equals(digest(decision));
    }
}
