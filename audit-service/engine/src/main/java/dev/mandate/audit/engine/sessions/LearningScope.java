package dev.mandate.audit.engine.sessions;

/** How much of a session its profile learns. */
enum LearningScope {
    /** What was done and what was seen: nothing was found that would make its habits suspect. */
    ALL,

    /** What was done: a person said yes to each call at which something was found, and to nothing that texts showed beside it. */
    ACTIONS,

    /**
     * That it was played, what its calls asked for, which only ever counts against something, and what its readings showed, which counts where
     * sessions without findings saw it too.
     */
    AGAINST
}
