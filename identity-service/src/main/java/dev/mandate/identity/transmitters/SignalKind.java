package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signals that are heard, and what each does.
 *
 * @see <a href="https://openid.net/specs/openid-caep-1_0-final.html#section-3">CAEP 1.0 section 3</a>
 * @see <a href="https://openid.net/specs/openid-risc-1_0-final.html#section-2">RISC 1.0 section 2</a>
 */
enum SignalKind {
    /** Of one sign-in, where it names that or a device. */
    SESSION_REVOKED(SignalKind.CAEP, "session-revoked") {
        @Override
        Effect of(JsonNode event) {
            return Effect.END_SIGN_IN;
        }
    },
    /** A credential that is new ends nothing. */
    CREDENTIAL_CHANGE(SignalKind.CAEP, "credential-change") {
        @Override
        Effect of(JsonNode event) {
            return Set.of("revoke", "update", "delete")
                            .contains(event.path("change_type").asText())
                    ? Effect.SIGN_OUT
                    : Effect.NONE;
        }
    },
    /** Only what is less than before. */
    ASSURANCE_LEVEL_CHANGE(SignalKind.CAEP, "assurance-level-change") {
        @Override
        Effect of(JsonNode event) {
            return event.path("change_direction").asText().equals("increase") ? Effect.NONE : Effect.SIGN_OUT;
        }
    },
    /** Whatever is not plainly compliant isn't. */
    DEVICE_COMPLIANCE_CHANGE(SignalKind.CAEP, "device-compliance-change") {
        @Override
        Effect of(JsonNode event) {
            return event.path("current_status").asText().equals("compliant") ? Effect.COMPLIANT : Effect.FAULTY;
        }
    },
    /** Of himself, and nothing less than the highest: of a session or a device it isn't known which of ours it is. */
    RISK_LEVEL_CHANGE(SignalKind.CAEP, "risk-level-change") {
        @Override
        Effect of(JsonNode event) {
            var highest = event.path("current_level").asText().equals("HIGH");
            return highest && event.path("principal").asText().equals("USER") ? Effect.SIGN_OUT : Effect.NONE;
        }
    },
    /** Whoever comes in by it comes no more: the provider lets him in nowhere. */
    ACCOUNT_DISABLED(SignalKind.RISC, "account-disabled"),
    ACCOUNT_PURGED(SignalKind.RISC, "account-purged"),
    CREDENTIAL_COMPROMISE(SignalKind.RISC, "credential-compromise"),
    /** His provider has him set another before he comes in again. */
    CREDENTIAL_CHANGE_REQUIRED(SignalKind.RISC, "account-credential-change-required"),
    /** What RISC has for all of somebody's; CAEP's for one is preferred, and some still send this. */
    SESSIONS_REVOKED(SignalKind.RISC, "sessions-revoked");

    /** What becomes of somebody. */
    enum Effect {
        NONE,
        SIGN_OUT,
        END_SIGN_IN,
        COMPLIANT,
        FAULTY
    }

    private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
    private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";

    private final String base;
    final String text;

    SignalKind(String base, String text) {
        this.base = base;
        this.text = text;
    }

    Effect of(JsonNode event) {
        return Effect.SIGN_OUT;
    }

    static Optional<SignalKind> ofUri(String uri) {
        return Arrays.stream(values())
                .filter(it -> uri.equals(it.base + it.text))
                .findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(it -> it.text).toList();
    }
}
