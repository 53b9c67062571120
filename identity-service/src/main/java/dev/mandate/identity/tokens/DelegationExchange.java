package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.delegations.Chain;
import dev.mandate.identity.delegations.Delegations;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/**
 * An agent takes up a delegation: the token's subject is the person for whom it acts, its actors are the agent and those that
 * handed the task on to it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693">RFC 8693</a>
 */
@ApplicationScoped
class DelegationExchange {
    private final Delegations delegations;
    private final Identities identities;
    private final InstantSource clock;

    DelegationExchange(Delegations delegations, Identities identities, InstantSource clock) {
        this.delegations = delegations;
        this.identities = identities;
        this.clock = clock;
    }

    Uni<TokenContent> issue(Client client, String delegation, Asked asked) {
        var granted = Granted.narrow(Scopes.OF_DELEGATION, asked.scopes(), asked.audience());
        return usable(delegation, client.id())
                .map(used -> new TokenContent(
                        used.chain().person().value(),
                        client.id(),
                        granted.scopes(),
                        granted.audience(),
                        used.chain().actors(),
                        used.chain().leaf().delegation(),
                        used.chain().leaf().session(),
                        TokenContent.notBefore(used.standing().known().values()),
                        used.chain().leaf().expiresAt(),
                        Authentication.UNKNOWN));
    }

    record Used(Chain chain, Standing standing) {}

    /** Fails with {@link TokenRefused} unless this agent may act under it now. */
    Uni<Used> usable(String delegation, String agent) {
        return delegations.chain(parse(delegation)).chain(found -> {
            var chain = found.filter(c -> c.leaf().agent().value().equals(agent))
                    .orElseThrow(() -> refused("no delegation of this id to this agent"));
            return identities.standing(chain.identities()).map(standing -> {
                chain.obstacle(standing, clock.instant()).ifPresent(obstacle -> {
                    throw refused(obstacle);
                });
                return new Used(chain, standing);
            });
        });
    }

    private static DelegationId parse(String delegation) {
        try {
            return new DelegationId(delegation);
        } catch (IllegalArgumentException e) {
            throw refused("subject_token is no delegation id");
        }
    }

    private static TokenRefused refused(String description) {
        return new TokenRefused(OAuth2Error.INVALID_GRANT, description);
    }
}
