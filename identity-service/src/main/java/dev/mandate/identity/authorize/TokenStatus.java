package dev.mandate.identity.authorize;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.endings.TokenEndings;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.signin.Issuers;
import dev.mandate.identity.tokens.AccessTokens;
import dev.mandate.identity.tokens.DelegationExchange;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token counts now, and not only until when it was signed: its client, everybody in it and what it came of are asked. Needs a
 * session; each of its questions sees what was committed before it, in a transaction or not.
 */
@ApplicationScoped
class TokenStatus {
    private final AccessTokens tokens;
    private final Authorizations authorizations;
    private final Identities identities;
    private final Clients clients;
    private final Issuers issuers;
    private final DelegationExchange delegations;
    private final TokenEndings endings;

    TokenStatus(
            AccessTokens tokens,
            Authorizations authorizations,
            Identities identities,
            Clients clients,
            Issuers issuers,
            DelegationExchange delegations,
            TokenEndings endings) {
        this.tokens = tokens;
        this.authorizations = authorizations;
        this.identities = identities;
        this.clients = clients;
        this.issuers = issuers;
        this.delegations = delegations;
        this.endings = endings;
    }

    /** Its claims, if it counts and is the asking client's own or for what that serves; else empty, whatever it is. */
    Uni<Optional<JWTClaimsSet>> of(String token, Client asking) {
        var read = tokens.read(token).filter(claims -> mayKnow(claims, asking));
        if (read.isEmpty()) return Uni.createFrom().item(Optional.empty());
        var claims = read.get();
        var issuedAt = claims.getIssueTime().toInstant();
        return clientCounts(claims, issuedAt)
                .chain(so -> so ? everybodyCounts(claims, issuedAt) : no())
                .chain(so -> so ? issuerCounts(claims, issuedAt) : no())
                .chain(so -> so ? delegationCounts(claims, issuedAt) : no())
                .chain(so -> so ? authorizationCounts(claims) : no())
                .map(so -> so ? Optional.of(claims) : Optional.empty());
    }

    private static boolean mayKnow(JWTClaimsSet claims, Client asking) {
        return asking.id().equals(claims.getClaim("client_id"))
                || asking.resource() != null && claims.getAudience().contains(asking.resource());
    }

    private Uni<Boolean> clientCounts(JWTClaimsSet claims, Instant issuedAt) {
        return clients.find(String.valueOf(claims.getClaim("client_id")))
                .map(found -> found.map(client -> client.counts(issuedAt)).orElse(true));
    }

    private Uni<Boolean> everybodyCounts(JWTClaimsSet claims, Instant issuedAt) {
        Set<IdentityId> involved = Stream.concat(Stream.of(claims.getSubject()), actors(claims.getClaim("act")))
                .flatMap(id -> IdentityId.parse(id).stream())
                .collect(Collectors.toSet());
        if (involved.isEmpty()) return Uni.createFrom().item(true);
        return identities
                .snapshot(involved)
                .map(snapshot ->
                        involved.stream().allMatch(id -> snapshot.mayAct(id) && !snapshot.isVoid(id, issuedAt)));
    }

    private static Stream<String> actors(@Nullable Object act) {
        if (!(act instanceof Map<?, ?> actor)) return Stream.empty();
        return Stream.concat(Stream.of(String.valueOf(actor.get("sub"))), actors(actor.get("act")));
    }

    private Uni<Boolean> issuerCounts(JWTClaimsSet claims, Instant issuedAt) {
        var issuer = (String) claims.getClaim("idp");
        return issuer == null ? Uni.createFrom().item(true) : issuers.counts(issuer, issuedAt);
    }

    private Uni<Boolean> delegationCounts(JWTClaimsSet claims, Instant issuedAt) {
        var id = (String) claims.getClaim("delegation_id");
        return id == null
                ? Uni.createFrom().item(true)
                : actors(claims.getClaim("act"))
                        .findFirst()
                        .map(agent -> delegations.counts(id, agent, issuedAt))
                        .orElseGet(TokenStatus::no);
    }

    private Uni<Boolean> authorizationCounts(JWTClaimsSet claims) {
        var id = (String) claims.getClaim("authorization_id");
        if (id == null) return endings.any(Set.of(claims.getJWTID())).map(ended -> !ended);
        // the sign-in is in use, which is written down
        return Panache.withTransaction(() -> authorizations.counts(id));
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }
}
