package dev.mandate.identity.tokens;

/**
 * A proof of a key doesn't count.
 *
 * @param code of RFC 9449
 * @param why in words
 */
public record ProofRefusal(String code, String why) {
    /** With a nonce that the answer gives it would. */
    static final ProofRefusal NONCE =
            new ProofRefusal("use_dpop_nonce", "make a proof with the nonce of the header DPoP-Nonce");

    public static ProofRefusal proof(String why) {
        return new ProofRefusal("invalid_dpop_proof", why);
    }
}
