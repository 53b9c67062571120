package dev.mandate.identity.tokens;

import dev.mandate.events.ids.DelegationId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.delegations.Chain;
import dev.mandate.identity.delegations.Delegations;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.IdentitySnapshot;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;

/**
 * An agent takes up a delegation: the token's subject is the person for whom it acts, its actors are the agent and those that
 * handed the task on to it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693">RFC 8693</a>
 */
@ApplicationScoped
public class DelegationExchange {
    private final Delegations delegations;
    private final Identities identities;
    private final InstantSource clock;

    DelegationExchange(Delegations delegations, Identities identities, InstantSource clock) {
        this.delegations = delegations;
        this.identities = identities;
        this.clock = clock;
    }

    public Uni<Result<TokenContent, TokenRefusal>> issue(Client client, String delegation, RequestedAccess asked) {
        return issue(client, asked, usable(delegation, agent -> agent.equals(client.id())));
    }

    /** To a client that its person let have what this delegation gives, also where it isn't the agent's own. */
    public Uni<Result<TokenContent, TokenRefusal>> agreed(Client client, String delegation, RequestedAccess asked) {
        return issue(client, asked, usable(delegation, agent -> true));
    }

    private Uni<Result<TokenContent, TokenRefusal>> issue(
            Client client, RequestedAccess asked, Uni<Result<Used, TokenRefusal>> using) {
        return GrantedAccess.narrow(Scopes.OF_DELEGATION, asked.scopes(), asked.audience())
                .chain(granted -> using.map(usable -> usable.map(used -> TokenContent.inTask(
                        used.chain(),
                        client.id(),
                        granted,
                        TokenContent.notBefore(used.snapshot().known().values()),
                        used.chain().leaf().expiresAt()))));
    }

    /** Whether a token counts by which this agent acts under it: both may act, and nothing that the token came of was revoked. */
    public Uni<Boolean> counts(String delegation, String agent, Instant issuedAt) {
        return usable(delegation, agent)
                .map(usable -> usable.fold(
                        used -> !issuedAt.isBefore(
                                TokenContent.notBefore(used.snapshot().known().values())),
                        refused -> false));
    }

    record Used(Chain chain, IdentitySnapshot snapshot) {}

    /** Refused unless this agent may act under it now. */
    Uni<Result<Used, TokenRefusal>> usable(String delegation, String agent) {
        return usable(delegation, agent::equals);
    }

    private Uni<Result<Used, TokenRefusal>> usable(String delegation, Predicate<String> agents) {
        var id = DelegationId.parse(delegation);
        if (id.isEmpty()) return refused("subject_token is no delegation id");
        return delegations.chain(id.get()).chain(found -> {
            var chain = found.filter(
                    c -> agents.test(c.leaf().agent().value()) && c.leaf().agreed() == null);
            if (chain.isEmpty()) return refused("no delegation of this id to this agent");
            return identities
                    .snapshot(chain.get().identities())
                    .map(snapshot -> Result.unless(
                            chain.get().obstacle(snapshot, clock.instant()).map(TokenRefusal::grant),
                            new Used(chain.get(), snapshot)));
        });
    }

    private static Uni<Result<Used, TokenRefusal>> refused(String why) {
        return Result.nowRefused(TokenRefusal.grant(why));
    }
}
