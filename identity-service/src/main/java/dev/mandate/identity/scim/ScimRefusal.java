package dev.mandate.identity.scim;

/**
 * Why nothing is done.
 *
 * @param detail what to do about it, for whoever runs the identity provider
 */
record ScimRefusal(Why why, String detail) {
    enum Why {
        /** There is none, or it is another client's. */
        UNKNOWN,
        /** A name that somebody has. */
        TAKEN,
        BAD_VALUE,
        /** It can be given only once. */
        IMMUTABLE,
        /** Another request was faster. */
        CHANGED_MEANWHILE,
        /** A client keeps as many as it may. */
        FULL,
        /** A filter that would look at more than is looked at. */
        TOO_MANY,
        /** A person has decided it otherwise. */
        DECIDED_BY_HAND
    }

    static ScimRefusal unknown(String id) {
        return new ScimRefusal(Why.UNKNOWN, "there is no " + id + " of this client");
    }

    static ScimRefusal changedMeanwhile() {
        return new ScimRefusal(Why.CHANGED_MEANWHILE, "it was changed meanwhile; read it again");
    }

    static ScimRefusal badValue(String detail) {
        return new ScimRefusal(Why.BAD_VALUE, detail);
    }
}
