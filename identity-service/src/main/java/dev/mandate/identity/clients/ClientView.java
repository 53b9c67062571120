package dev.mandate.identity.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.assertions.PublicKeys;
import dev.mandate.identity.clients.metadata.ScopeWords;
import dev.mandate.identity.clients.metadata.Scopes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as administrators see it; its secrets are told of by {@code /clients/{id}/secrets}.
 *
 * @param scopes the most that its tokens have
 * @param may what each of these lets do, in the same order and in the words in which people are asked
 * @param authentication of a workload, {@code private_key_jwt} where it has keys: its secrets are told of apart; else {@code client_secret_basic}, {@code private_key_jwt}, or {@code none} for one that can keep no secret
 * @param jwksUri where it publishes its keys; absent where they are registered, or it has none
 * @param grantTypes what it may use at the token endpoint
 * @param redirectUris where people come back to it from signing in; empty for one without a browser
 * @param postLogoutRedirectUris where they may go after signing out
 * @param backchannelLogoutUri where it hears that somebody has signed out; absent if it doesn't
 * @param idTokenSignedResponseAlg what an application's ID and logout tokens are signed with; absent for others
 * @param withoutPkce true for an application that may ask for codes without PKCE; absent for others
 * @param claimsInIdToken true for an application whose ID tokens tell what userinfo does; absent for others
 * @param resource URI of what it serves; absent if nothing
 * @param keeper who sees to it that it does right
 * @param owner the person who answers for it, or did last; absent where nobody ever has
 * @param offeredTo the person who is asked to answer for it; absent where nobody is, and in what a change answers
 * @param ownerNeededBy of one that nobody ever answered for and that acts: until when it does; absent for those from before there were owners
 * @param statusReason why it was stopped, or {@code not_accepted}, {@code owner_left}, {@code owner_stopped} or {@code no_owner} where nobody
 *     answers for it, or {@code unreadable: …} with what of it can't be read, so that most of the rest is empty, it gets no token,
 *     and an operator mends its row; absent while it isn't
 * @param tokensVoidBefore tokens that it got before are void; absent if none are
 * @param stream has under {@code key} its state, as here in this {@code revision}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientView(
        String client,
        String name,
        List<String> scopes,
        List<String> may,
        String authentication,
        @Nullable String jwksUri,
        List<String> grantTypes,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        @Nullable String backchannelLogoutUri,
        @Nullable String idTokenSignedResponseAlg,
        @Nullable Boolean withoutPkce,
        @Nullable Boolean claimsInIdToken,
        @Nullable String resource,
        ClientKeeper keeper,
        @Nullable IdentityId owner,
        @Nullable IdentityId offeredTo,
        @Nullable Instant ownerNeededBy,
        ClientState.Status status,
        @Nullable String statusReason,
        @Nullable Instant tokensVoidBefore,
        Instant createdAt,
        String stream,
        String key,
        long revision) {
    private static final String UNREADABLE = "unreadable: ";

    ClientView offeredTo(@Nullable IdentityId person) {
        return new ClientView(
                client,
                name,
                scopes,
                may,
                authentication,
                jwksUri,
                grantTypes,
                redirectUris,
                postLogoutRedirectUris,
                backchannelLogoutUri,
                idTokenSignedResponseAlg,
                withoutPkce,
                claimsInIdToken,
                resource,
                keeper,
                owner,
                person,
                ownerNeededBy,
                status,
                statusReason,
                tokensVoidBefore,
                createdAt,
                stream,
                key,
                revision);
    }

    /** Also of what can't be read, so that the others are. */
    static ClientView of(ClientRow row) {
        var fault = row.fault();
        return fault == null ? ofReadable(row) : faulty(row, fault);
    }

    private static ClientView faulty(ClientRow row, String fault) {
        return new ClientView(
                row.id,
                row.name,
                List.of(),
                List.of(),
                "none",
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                ClientKeeper.NOBODY,
                null,
                null,
                null,
                ClientState.Status.STOPPED,
                UNREADABLE + fault,
                row.tokensVoidBefore,
                row.createdAt,
                ClientState.FAMILY.topic().name(),
                row.id,
                Math.max(1, row.revision));
    }

    private static ClientView ofReadable(ClientRow row) {
        return new ClientView(
                row.id,
                row.name,
                List.copyOf(Scopes.parse(row.scopes)),
                ScopeWords.of(Scopes.parse(row.scopes)),
                row.isPublic ? "none" : row.jwks == null ? "client_secret_basic" : "private_key_jwt",
                row.jwks == null || !PublicKeys.isAddress(row.jwks) ? null : row.jwks,
                row.client().grants().stream().sorted().toList(),
                List.copyOf(Scopes.parse(row.redirectUris)),
                List.copyOf(Scopes.parse(row.postLogoutUris)),
                row.logoutUri,
                row.client().isApplication() ? row.idTokens().text() : null,
                row.withoutPkce ? true : null,
                row.claimsInIdToken ? true : null,
                row.resource,
                row.keeper(),
                row.ownerId == null ? null : new IdentityId(row.ownerId),
                null,
                row.ownerNeededAt,
                row.status(),
                row.statusReason(),
                row.tokensVoidBefore,
                row.createdAt,
                ClientState.FAMILY.topic().name(),
                row.id,
                row.revision);
    }
}
