package dev.mandate.authz.questions;

import dev.mandate.authz.engine.decisions.questions.Question.Proof;
import dev.mandate.authz.engine.decisions.questions.Question.Token;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Established;
import dev.mandate.messaging.security.Caller;
import java.util.ArrayList;
import java.util.List;

/** What an access token proves of a question that rests on it. */
public final class CallerProof {
    private CallerProof() {}

    /** The token is the subject's own. */
    public static Proof ofSubject(Caller token) {
        return new Proof(
                tokens(token),
                null,
                authentication(token),
                new Established(token.clientId(), token.boundTo() != null, token.shownFrom(), token.surfaces()));
    }

    /** The subject's token, but the question is about another task than the token's: it says nothing of who signed in. */
    public static Proof ofAnotherTask(Caller token) {
        return Proof.of(tokens(token));
    }

    /** A step-up shows that the person is there; where an agent acts for him, it isn't he who asks. */
    private static Authentication authentication(Caller token) {
        if (token.actor() != null) return Authentication.UNKNOWN;
        var known = new Authentication(token.acr(), token.amr(), token.authenticatedAt(), token.device());
        return known.equals(Authentication.UNKNOWN) ? Authentication.UNKNOWN : known;
    }

    private static List<Token> tokens(Caller token) {
        var all = new ArrayList<Token>();
        all.add(new Token(token.subject(), token.issuedAt()));
        if (token.actor() != null) all.add(new Token(token.actor(), token.issuedAt()));
        if (!token.clientId().equals(token.subject()) && !token.clientId().equals(token.actor()))
            all.add(new Token(token.clientId(), token.issuedAt()));
        if (token.identityProvider() != null) all.add(new Token(token.identityProvider(), token.issuedAt()));
        return all;
    }
}
