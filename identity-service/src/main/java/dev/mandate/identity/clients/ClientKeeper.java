package dev.mandate.identity.clients;

/** Who sees to it that a client does right. */
public enum ClientKeeper {
    /** A person who answers for it: it acts only as long as he may. */
    OWNER,
    /** Nobody. */
    NOBODY,
    /** Whoever has set Mandate up, since it is a part of it: the first client, the console, the command line. */
    SYSTEM,
    /** It registered itself, and acts only for people who signed in to it and agreed: each of them for what it does for him. */
    WHO_AGREES,
    /** It is an agent's or a workload's, which has an owner of its own. */
    ITS_OWNER
}
