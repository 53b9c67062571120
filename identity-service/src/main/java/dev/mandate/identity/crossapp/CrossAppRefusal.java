package dev.mandate.identity.crossapp;

/** Why a client's permissions stay as they are. */
enum CrossAppRefusal {
    UNKNOWN_CLIENT,
    /** What anybody may say that he is, nobody elsewhere is told to trust. */
    KEEPS_NO_SECRET,
    /** Nobody signs in to it, and nobody gives it a task. */
    NOBODYS,
    /** It isn't registered for token exchange. */
    NO_EXCHANGE,
    /** An agent acts within tasks, of which each has some tools. */
    NO_TOOLS,
    /** Only agents act within tasks. */
    NO_TASKS
}
