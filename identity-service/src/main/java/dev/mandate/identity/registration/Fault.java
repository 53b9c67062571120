package dev.mandate.identity.registration;

/**
 * Why an application isn't registered.
 *
 * @param why for its developer
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-3.2.2">RFC 7591 section 3.2.2</a>
 */
record Fault(Kind kind, String why) {
    enum Kind {
        INVALID_REDIRECT_URI,
        INVALID_CLIENT_METADATA,
        INVALID_SOFTWARE_STATEMENT,
        UNAPPROVED_SOFTWARE_STATEMENT,
        /** Not of the metadata: the request is none. */
        INVALID_REQUEST,
        /** It isn't the one by which a registration is changed that goes on. */
        INVALID_TOKEN,
        /** An administrator has stopped it. */
        STOPPED,
        /** Nobody registers himself here. */
        OFF,
        /** As many wait already as may. */
        TOO_MANY
    }

    static Fault uri(String why) {
        return new Fault(Kind.INVALID_REDIRECT_URI, why);
    }

    static Fault metadata(String why) {
        return new Fault(Kind.INVALID_CLIENT_METADATA, why);
    }

    static Fault request(String why) {
        return new Fault(Kind.INVALID_REQUEST, why);
    }

    static Fault statement(String why) {
        return new Fault(Kind.INVALID_SOFTWARE_STATEMENT, why);
    }
}
