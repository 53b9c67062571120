package dev.mandate.identity.transmitters;

import java.util.Locale;

/**
 * Why a signal isn't taken.
 *
 * @param why for whoever runs the transmitter
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8935#section-2.4">RFC 8935 section 2.4</a>
 */
record SignalFault(Kind kind, String why) {
    enum Kind {
        INVALID_REQUEST,
        INVALID_KEY,
        INVALID_ISSUER,
        INVALID_AUDIENCE,
        ACCESS_DENIED,
        /** Nothing is wrong with it, as far as is known: it is worth sending again. No code of the RFC. */
        NO_KEYS
    }

    /** Of the RFC, but for what is worth sending again. */
    String code() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static SignalFault request(String why) {
        return new SignalFault(Kind.INVALID_REQUEST, why);
    }
}
