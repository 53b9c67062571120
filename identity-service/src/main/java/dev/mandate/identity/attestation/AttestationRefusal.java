package dev.mandate.identity.attestation;

/**
 * Why an attestation counts for nothing; with it nothing is given, since who sends one means it to count.
 *
 * @param why for the developer of the client; holds nothing of what was presented
 */
public record AttestationRefusal(Kind kind, String why) {
    /** By the draft's own codes, section 7.4. */
    public enum Kind {
        INVALID("invalid_client_attestation"),
        STALE("use_fresh_attestation"),
        CHALLENGE("use_attestation_challenge");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    static AttestationRefusal invalid(String why) {
        return new AttestationRefusal(Kind.INVALID, why);
    }
}
