package dev.mandate.messaging.security;

import io.smallrye.mutiny.Uni;

/**
 * Whether those that a token names may still act, beside what its signature says. Services know it by the topic of identities ({@link
 * StoppedIdentities}), identity-service by its own rows.
 */
public interface CallerStatus {
    /** Begins to learn of it; called once, when the service starts. */
    default void start() {}

    /**
     * Fails with {@link InvalidToken} if the subject or somebody in the chain may not act, or was signed out after the token was issued; with
     * {@link StillStarting} if that can't be said yet.
     */
    Uni<Void> require(Caller caller);
}
