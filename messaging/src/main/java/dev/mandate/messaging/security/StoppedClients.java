package dev.mandate.messaging.security;

import dev.mandate.events.identity.ClientState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Whoever uses a token of a stopped client or sign-in issuer is let in nowhere. One that nothing is known of is not stopped, since its
 * record may come after its first token.
 */
@ApplicationScoped
class StoppedClients {
    private final ClientStates states;

    StoppedClients(ClientStates states) {
        this.states = states;
    }

    /**
     * @throws InvalidToken if what the token came by was stopped after it was issued, or can't be judged
     * @throws StillStarting if that can't be said yet
     */
    void require(Caller caller) throws InvalidToken {
        if (!states.complete()) throw new StillStarting("which clients are stopped");
        require(caller.clientId(), "client", caller.issuedAt());
        if (caller.identityProvider() != null) require(caller.identityProvider(), "sign-in issuer", caller.issuedAt());
    }

    /** The message goes into a header, so it names nobody. */
    private void require(String client, String what, Instant issuedAt) throws InvalidToken {
        if (states.isUnreadable(client))
            throw new InvalidToken("the newest record of the token's " + what + " can't be read");
        var known = states.find(client);
        if (known == null || !known.voids(issuedAt)) return;
        throw new InvalidToken(
                known.status() == ClientState.Status.STOPPED
                        ? "the token's " + what + " is stopped, and an administrator can resume it"
                        : "the token is void: its " + what + " was stopped, or had its secret changed, after it");
    }
}
