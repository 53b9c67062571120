package dev.mandate.identity.attestation;

/**
 * Why an attestation counts for nothing; with it nothing is given, since who sends one means it to count.
 *
 * @param why for the developer of the client; holds nothing of what was presented
 */
public record AttestationRefusal(Kind kind, String why) {
    /** By the draft's own codes, section 7.4. */
    public enum Kind {
        INVALID("invalid_client_attestation", 401),
        STALE("use_fresh_attestation", 400),
        CHALLENGE("use_attestation_challenge", 400);

        private final String code;
        private final int status;

        Kind(String code, int status) {
            this.code = code;
            this.status = status;
        }

        public String code() {
            return code;
        }

        public int status() {
            return status;
        }
    }

    static AttestationRefusal invalid(String why) {
        return new AttestationRefusal(Kind.INVALID, why);
    }
}
