package dev.mandate.messaging.security;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Actor.Acting;
import dev.mandate.events.network.IpAddress;
import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom an access token speaks for.
 *
 * @param subject {@code sub}: an identity id, or a client id for a client of its own right
 * @param chain {@code act}: the agents that act for the subject, the present one first; empty where nobody does
 * @param delegationId the delegation that the token is bound to; null without one
 * @param sessionId the root delegation of it; null without one
 * @param issuedAt whole seconds
 * @param acr how strongly the subject signed in; null where the token doesn't say
 * @param amr by which methods
 * @param authenticatedAt when, whole seconds; null where the token doesn't say
 * @param identityProvider {@code idp}: which issuer's assertion signed the subject in; null where he didn't, or somebody acts for him
 * @param boundTo {@code cnf.jkt}: thumbprint of the key that whoever shows the token must prove to have (RFC 9449); null for a bearer's
 * @param authorizationId what a person lets an application have, of which the token came and with which it ends; null where of none
 * @param signIn {@code sid}: the sign-in here of which the token came; null where of none
 * @param device on which the subject signed in, as {@link dev.mandate.events.identity.KnownDevice} names it; null where that isn't known
 * @param surfaces on which a trusted issuer's word put whoever got the token, by id, each with that issuer; empty where none did
 * @param shownFrom from which address its holder himself showed it to this service, as {@link PeerAddress} sees it; null where that isn't known
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068</a>
 */
public record Caller(
        String subject,
        String clientId,
        Set<String> scopes,
        List<Acting> chain,
        @Nullable String delegationId,
        @Nullable String sessionId,
        String tokenId,
        Instant issuedAt,
        @Nullable String acr,
        Set<String> amr,
        @Nullable Instant authenticatedAt,
        @Nullable String identityProvider,
        @Nullable String boundTo,
        @Nullable String authorizationId,
        @Nullable String signIn,
        @Nullable String device,
        Map<String, String> surfaces,
        @Nullable IpAddress shownFrom)
        implements Principal {
    public Caller {
        scopes = Set.copyOf(scopes);
        amr = Set.copyOf(amr);
        surfaces = Map.copyOf(surfaces);
        chain = new Actor(subject, clientId, chain).chain(); // so that whoever is let in can be put on record
    }

    /** A client that acts for itself, of which its token says no more. */
    public static Caller ofClient(String client, Set<String> scopes, String tokenId, Instant issuedAt) {
        return new Caller(
                client, client, scopes, List.of(), null, null, tokenId, issuedAt, null, Set.of(), null, null, null,
                null, null, null, Map.of(), null);
    }

    /** The same, shown from there. */
    public Caller shownFrom(@Nullable IpAddress address) {
        return new Caller(
                subject,
                clientId,
                scopes,
                chain,
                delegationId,
                sessionId,
                tokenId,
                issuedAt,
                acr,
                amr,
                authenticatedAt,
                identityProvider,
                boundTo,
                authorizationId,
                signIn,
                device,
                surfaces,
                address);
    }

    /** @throws IllegalStateException if the request was made without a token */
    public static Caller of(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof Caller caller) return caller;
        throw new IllegalStateException("the request carries no access token");
    }

    /** The agent that acts for the subject; null where nobody does. */
    public @Nullable String actor() {
        return chain.isEmpty() ? null : chain.get(0).subject();
    }

    /** Who it is that does it: an agent that acts for a person does so itself. */
    public String acting() {
        return by().acting();
    }

    /** As what is done with this token is put on record. */
    public Actor by() {
        return new Actor(subject, clientId, chain);
    }

    @Override
    public String getName() {
        return subject;
    }
}
