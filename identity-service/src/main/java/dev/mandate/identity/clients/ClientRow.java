package dev.mandate.identity.clients;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.Client.Application;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.TokensVoid;
import dev.mandate.identity.keys.SigningAlgorithm;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "clients")
@SuppressWarnings("NullAway.Init")
class ClientRow {
    @Id
    String id;

    String name;

    /** Separated by spaces. */
    String scopes;

    @Nullable
    String jwks;

    /** Separated by spaces; null for those of machines. */
    @Column(name = "grant_types")
    @Nullable
    String grantTypes;

    /** Separated by spaces. */
    @Column(name = "redirect_uris")
    String redirectUris = "";

    @Column(name = "post_logout_uris")
    String postLogoutUris = "";

    /** Where it hears that somebody has signed out. */
    @Column(name = "backchannel_logout_uri")
    @Nullable
    String logoutUri;

    /** Its name alone: one that this version doesn't know is this client's fault, and must not keep others from being read. */
    @Column(name = "id_token_algorithm")
    private String idTokens = SigningAlgorithm.ES256.name();

    @Nullable
    String resource;

    @Column(name = "public")
    boolean isPublic;

    /** It may ask for codes without a challenge. */
    @Column(name = "without_pkce")
    boolean withoutPkce;

    /** Its ID tokens tell what userinfo does. */
    @Column(name = "claims_in_id_token")
    boolean claimsInIdToken;

    @Column(name = "created_at")
    Instant createdAt;

    /** 0 until its first state has been told. */
    long revision;

    @Column(name = "stopped_reason")
    @Nullable
    String stoppedReason;

    @Column(name = "tokens_void_before")
    @Nullable
    Instant tokensVoidBefore;

    /** Who answers for it, or did last; null where nobody ever has, and of what isn't answered for in this way. */
    @Column(name = "owner_id")
    @Nullable
    String ownerId;

    /** Why nobody answers for it, so that it gets no token; null while somebody does, or nobody has to yet. */
    @Nullable
    String unanswered;

    /** Where nobody ever has: first instant from which on it gets no token; null for one from before there were owners. */
    @Column(name = "owner_needed_at")
    @Nullable
    Instant ownerNeededAt;

    /** Until when it is left alone, since it couldn't be stopped then; null for one of which that was never so. */
    @Column(name = "sweep_after", insertable = false, updatable = false)
    @Nullable
    Instant sweepAfter;

    /** A part of Mandate, which whoever has set it up keeps. */
    @Column(name = "of_system")
    boolean ofSystem;

    SigningAlgorithm idTokens() {
        return Arrays.stream(SigningAlgorithm.values())
                .filter(it -> it.name().equals(idTokens))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "its ID tokens are signed by what nobody here knows, " + PlainText.quoted(idTokens)));
    }

    void idTokens(SigningAlgorithm algorithm) {
        idTokens = algorithm.name();
    }

    /** What of it can't be read, so that it gets no token and nothing can be told of it; null for none. */
    @Nullable
    String fault() {
        try {
            client();
            idTokens();
            if (ownerId != null) new IdentityId(ownerId);
            return revision < 0 ? "its revision is less than nothing" : null;
        } catch (IllegalArgumentException e) {
            return Objects.requireNonNullElse(e.getMessage(), "nobody knows what");
        }
    }

    /** As it is, whether or not it may get tokens by now: {@link OwnerDeadline} says that. */
    Client client() {
        return new Client(
                id,
                Scopes.parse(scopes),
                jwks,
                name,
                grantTypes == null ? GrantTypes.OF_MACHINES : Scopes.parse(grantTypes),
                application(),
                resource,
                standstill(),
                tokensVoidBefore);
    }

    Client.@Nullable Standstill standstill() {
        if (stoppedReason != null) return Client.Standstill.STOPPED;
        if (unanswered == null) return null;
        return unanswered.equals(OwnedClient.OWNER_STOPPED)
                ? Client.Standstill.OWNER_STOPPED
                : Client.Standstill.NOBODY_ANSWERS;
    }

    /** Whose it is to see that it does right. */
    ClientKeeper keeper() {
        if (isAgent() || isWorkload()) return ClientKeeper.ITS_OWNER;
        if (SelfRegistered.is(id)) return ClientKeeper.WHO_AGREES;
        if (ofSystem || ClientStart.isConfigured(id)) return ClientKeeper.SYSTEM;
        return ownerId != null && (unanswered == null || unanswered.equals(OwnedClient.OWNER_STOPPED))
                ? ClientKeeper.OWNER
                : ClientKeeper.NOBODY;
    }

    void becomeAnsweredBy(IdentityId owner) {
        ownerId = owner.value();
        unanswered = null;
        ownerNeededAt = null;
    }

    /** It gets no token, and those that it has are void. */
    void becomeUnanswered(String why, Instant now) {
        unanswered = why;
        ownerNeededAt = null;
        tokensVoidBefore = TokensVoid.before(now, tokensVoidBefore);
    }

    private @Nullable Application application() {
        return redirectUris.isEmpty()
                        && (grantTypes == null || !Scopes.parse(grantTypes).contains(GrantTypes.DEVICE_CODE))
                ? null
                : new Application(
                        Scopes.parse(redirectUris),
                        Scopes.parse(postLogoutUris),
                        logoutUri,
                        isPublic,
                        idTokens(),
                        withoutPkce,
                        claimsInIdToken);
    }

    /** Where people may be sent, and where it is told that they signed out; all but those to come back to are marked. */
    List<String> addresses() {
        return Stream.of(
                        Scopes.parse(redirectUris).stream(),
                        Scopes.parse(postLogoutUris).stream().map(uri -> uri + " (after signing out)"),
                        Stream.ofNullable(logoutUri).map(uri -> uri + " (told of it)"))
                .flatMap(Function.identity())
                .toList();
    }

    /** What it is beside its secrets and scopes: as what people know it, how it gets tokens, addresses and keys. A digest, since keys are long. */
    String wayIn() {
        var all = List.of(
                name,
                String.valueOf(grantTypes),
                String.valueOf(withoutPkce),
                redirectUris,
                postLogoutUris,
                String.valueOf(isPublic),
                String.valueOf(jwks));
        return Sha256.of(String.join("\n", all)).hex();
    }

    /** It proves by a secret that it is this one, and neither by a key nor not at all. A workload's are told of apart. */
    boolean hasSecrets() {
        return !isPublic && jwks == null && !isWorkload();
    }

    boolean isAgent() {
        return id.startsWith(IdentityId.AGENT);
    }

    boolean isWorkload() {
        return id.startsWith(IdentityId.WORKLOAD);
    }

    /** That it is no client any more. */
    ClientState lastState() {
        return new ClientState(
                id, revision + 1, true, ClientState.Kind.CLIENT, "", ClientState.Status.STOPPED, "deleted", null);
    }

    /** What is told of it next is newer than all that was. How far that had come is lost where the revision is below zero, so that it goes on above what can be counted to. */
    void becomeNext(Instant now) {
        revision = revision < 0 ? now.toEpochMilli() : revision + 1;
    }

    ClientState state() {
        return new ClientState(
                id,
                revision,
                false,
                isAgent() ? ClientState.Kind.AGENT : ClientState.Kind.CLIENT,
                name,
                status(),
                statusReason(),
                tokensVoidBefore);
    }

    ClientState.Status status() {
        return standstill() == null ? ClientState.Status.ACTIVE : ClientState.Status.STOPPED;
    }

    /** Null while it gets tokens. */
    @Nullable
    String statusReason() {
        return stoppedReason == null ? unanswered : stoppedReason;
    }
}
