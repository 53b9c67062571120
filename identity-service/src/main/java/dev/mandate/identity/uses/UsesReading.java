package dev.mandate.identity.uses;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether what was on the topic when this replica started has been read, by whichever replica: before that, a day on which nothing was used may be one
 * that nobody has read yet.
 */
@ApplicationScoped
class UsesReading {
    private volatile boolean over;

    boolean isOver() {
        return over;
    }

    /** Once for all: from then on no more is missing than the last seconds. */
    void ends() {
        over = true;
    }
}
