package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.tokens.Issue;
import dev.mandate.identity.tokens.TokenRefusal;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The first tokens of what a person let a client have: later ones come by refresh tokens. Needs a transaction. */
@ApplicationScoped
public class FirstTokens {
    private final Authorizations authorizations;
    private final SignInTokens tokens;
    private final TaskTokens tasks;

    FirstTokens(Authorizations authorizations, SignInTokens tokens, TaskTokens tasks) {
        this.authorizations = authorizations;
        this.tokens = tokens;
        this.tasks = tasks;
    }

    /** Of what {@link Authorizations#agreed} gave, once. */
    public Uni<Result<Issue, TokenRefusal>> taken(String authorization, Client client, TokenRequest request) {
        return authorizations.take(authorization, client).chain(found -> of(found, client, request));
    }

    Uni<Result<Issue, TokenRefusal>> of(
            Result<Authorizations.Valid, Authorizations.Refusal> found, Client client, TokenRequest request) {
        return found.because(SignInTokens::refusal)
                .chain(valid -> valid.row().delegationId == null
                        ? signedIn(valid, client, SignInTokens.Narrowed.of(request))
                        : tasks.of(valid.row(), client, SignInTokens.Narrowed.of(request)));
    }

    private Uni<Result<Issue, TokenRefusal>> signedIn(
            Authorizations.Valid valid, Client client, SignInTokens.Narrowed narrowed) {
        return tokens.of(valid, client, narrowed)
                .chain(allowed -> allowed.chain(content -> refreshToken(valid, client)
                        .chain(refresh -> tokens.idToken(valid, client)
                                .map(idToken -> Result.done(
                                        new Issue(content, null, refresh.orElse(null), idToken.orElse(null)))))));
    }

    private Uni<Optional<String>> refreshToken(Authorizations.Valid valid, Client client) {
        if (!client.grants().contains(GrantTypes.REFRESH_TOKEN))
            return Uni.createFrom().item(Optional.empty());
        return authorizations.next(valid.row()).map(Optional::of);
    }
}
