package dev.mandate.messaging.security;

import dev.mandate.events.identity.ClientState.Ended;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * A token ends before its time with the sign-in or the authorization that it came of, or by itself. identity-service tells of each for as long as a
 * token of it could last; what nothing is known of hasn't ended.
 */
@ApplicationScoped
public class EndedTokens {
    private final ClientStates states;

    EndedTokens(ClientStates states) {
        this.states = states;
    }

    /**
     * @throws InvalidToken if the token, or what it came of, has ended
     * @throws StillStarting if that can't be said yet
     */
    public void require(Caller caller) throws InvalidToken {
        if (!states.complete()) throw new StillStarting("which tokens have ended");
        if (hasEnded(caller.signIn(), Ended.SIGN_IN))
            throw new InvalidToken("the sign-in that the token came of has ended");
        if (hasEnded(caller.authorizationId(), Ended.AUTHORIZATION))
            throw new InvalidToken("what the token came of was revoked");
        if (hasEnded(caller.tokenId(), Ended.TOKEN)) throw new InvalidToken("the token was revoked");
    }

    /** A record of it that can't be read says that it has ended, since no other is told. */
    private boolean hasEnded(@Nullable String id, Ended as) {
        if (id == null) return false;
        var state = states.find(id);
        return state != null ? state.ended() == as : states.isUnreadable(id);
    }
}
