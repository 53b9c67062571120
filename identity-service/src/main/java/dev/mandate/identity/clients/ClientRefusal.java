package dev.mandate.identity.clients;

/** Why nothing is done to a client. */
public enum ClientRefusal {
    UNKNOWN,
    /** A client that stops itself could be resumed by nobody. */
    OWN_CLIENT,
    /** An agent is stopped as an agent, with what was delegated to it; its scopes are every agent's. */
    AGENT,
    /** A workload is suspended, and given secrets, as a workload. */
    WORKLOAD,
    /** It signs with a key of its own. */
    HAS_KEYS,
    /** Its secret and scopes are configuration. */
    CONFIGURED,
    /** It says itself what it is: by a document of its own, or by the token of its registration. */
    SELF_REGISTERED,
    /** Somebody has to answer for it before it acts. */
    NOBODY_ANSWERS,
    /** Whoever is to answer for one is an active person. */
    INACTIVE_OWNER,
    /** A person registers for himself; for another an administrator does. */
    FOR_ANOTHER,
    /** He answers for as many as anybody may. */
    OWNS_TOO_MANY,
    /** The token was issued before what its person had became void. */
    VOID_TOKEN,
    /** It would be something that nobody could register. */
    UNFIT,
    /** Nobody knows what of it would be changed: its row is damaged. */
    UNREADABLE,
    /** Nobody signs in to it. */
    NO_APPLICATION,
    /** The overlap is below zero, or too long. */
    BAD_OVERLAP,
    /** It may neither read nor write by SCIM. */
    NO_SCIM,
    /** Two of its secrets count already. */
    TOO_MANY_SECRETS,
    /** The end of a secret is not ahead, or too far. */
    BAD_SECRET_END,
    /** There is no such secret, or it has ended. */
    UNKNOWN_SECRET,
    /** Two of its SCIM tokens count already. */
    TOO_MANY_TOKENS,
    /** The end is not ahead, or too far. */
    BAD_END,
    /** There is no such SCIM token, or it has ended. */
    UNKNOWN_TOKEN;

    /** Of a secret for the token endpoint. */
    static ClientRefusal of(TimedCredentials.Refusal refused) {
        return switch (refused) {
            case TOO_MANY -> TOO_MANY_SECRETS;
            case BAD_END -> BAD_SECRET_END;
            case UNKNOWN_SECRET -> UNKNOWN_SECRET;
            case HAS_KEYS -> HAS_KEYS;
            case NO_CLIENT -> UNKNOWN;
        };
    }
}
