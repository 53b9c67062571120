package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.delegations.Chain;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Within which task an agent acts, by what it shows for it: the delegation, or an access token of its own that is bound to it. */
@ApplicationScoped
public class ShownTasks {
    private final AccessTokens tokens;
    private final DelegationExchange delegations;

    ShownTasks(AccessTokens tokens, DelegationExchange delegations) {
        this.tokens = tokens;
        this.delegations = delegations;
    }

    /**
     * One that counts now.
     *
     * @param notBefore whatever is issued by it isn't from before this
     * @param end whatever is issued by it doesn't outlive this
     */
    public record Task(Chain chain, Instant notBefore, Instant end) {}

    /** Whether it is by a task that somebody means to act. */
    public static boolean areMeant(TokenExchangeGrant grant) {
        return isDelegation(grant) || TokenTypeURI.ACCESS_TOKEN.equals(grant.getSubjectTokenType());
    }

    public Uni<Result<Task, TokenRefusal>> of(Client client, TokenExchangeGrant grant) {
        var subject = grant.getSubjectToken().getValue();
        return isDelegation(grant) ? task(subject, client) : bound(subject, client);
    }

    private static boolean isDelegation(TokenExchangeGrant grant) {
        return ExchangeGrant.DELEGATION.equals(
                grant.getSubjectTokenType().getURI().toString());
    }

    private Uni<Result<Task, TokenRefusal>> bound(String token, Client client) {
        return tokens.readOwn(token, client)
                .chain(own -> own.chain(claims -> {
                    if (!(claims.getClaim("delegation_id") instanceof String delegation))
                        return Result.nowRefused(TokenRefusal.grant("subject_token is bound to no task"));
                    var end = claims.getExpirationTime().toInstant();
                    return task(delegation, client)
                            .map(found -> found.then(task -> Result.unless(
                                    AccessTokens.voided(claims, task.notBefore()),
                                    new Task(
                                            task.chain(),
                                            task.notBefore(),
                                            end.isBefore(task.end()) ? end : task.end()))));
                }));
    }

    private Uni<Result<Task, TokenRefusal>> task(String delegation, Client client) {
        return delegations
                .usable(delegation, client.id())
                .map(usable -> usable.map(used -> new Task(
                        used.chain(),
                        TokenContent.notBefore(used.snapshot().known().values()),
                        used.chain().leaf().expiresAt())));
    }
}
