package dev.mandate.identity.signals;

import java.util.Arrays;
import java.util.List;

/**
 * What a receiver can hear of.
 *
 * @see <a href="https://openid.net/specs/openid-caep-1_0-final.html">CAEP 1.0</a>
 * @see <a href="https://openid.net/specs/openid-risc-1_0-final.html">RISC 1.0</a>
 */
enum SignalType {
    SESSION_REVOKED("caep", "session-revoked"),
    /** For who asks for it by name: there are more sign-ins than ends, and a stream that they fill would lose what ended. */
    SESSION_ESTABLISHED("caep", "session-established"),
    ASSURANCE_LEVEL_CHANGE("caep", "assurance-level-change"),
    /** For the application alone that has tokens in which the claim is. */
    TOKEN_CLAIMS_CHANGE("caep", "token-claims-change"),
    CREDENTIAL_CHANGE("caep", "credential-change"),
    RISK_LEVEL_CHANGE("caep", "risk-level-change"),
    ACCOUNT_DISABLED("risc", "account-disabled"),
    ACCOUNT_ENABLED("risc", "account-enabled"),
    ACCOUNT_PURGED("risc", "account-purged"),
    CREDENTIAL_COMPROMISE("risc", "credential-compromise");

    /** About the stream itself, whatever was asked for: SSF 1.0 sections 8.1.4 and 8.1.5. */
    static final String VERIFICATION = "https://schemas.openid.net/secevent/ssf/event-type/verification";

    static final String STREAM_UPDATED = "https://schemas.openid.net/secevent/ssf/event-type/stream-updated";

    /** The one event of a logout token. */
    static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    private final String uri;

    SignalType(String profile, String name) {
        this.uri = "https://schemas.openid.net/secevent/" + profile + "/event-type/" + name;
    }

    String uri() {
        return uri;
    }

    /** What a receiver hears that names nothing. */
    static List<String> usual() {
        return Arrays.stream(values())
                .filter(type -> type != SESSION_ESTABLISHED)
                .map(SignalType::uri)
                .toList();
    }

    static List<String> uris() {
        return Arrays.stream(values()).map(SignalType::uri).toList();
    }
}
