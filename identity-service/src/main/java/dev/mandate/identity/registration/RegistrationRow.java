package dev.mandate.identity.registration;

import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Client.Application;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.keys.SigningAlgorithm;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "registrations")
@SuppressWarnings("NullAway.Init")
class RegistrationRow {
    @Id
    String id;

    String name;

    /** Separated by spaces, as others below. */
    @Column(name = "redirect_uris")
    String redirectUris;

    @Column(name = "post_logout_uris")
    String postLogoutUris;

    @Column(name = "grant_types")
    String grantTypes;

    String scopes;

    @Column(name = "id_token_algorithm")
    @Enumerated(EnumType.STRING)
    SigningAlgorithm idTokens;

    String network;

    @Column(name = "created_at")
    Instant createdAt;

    /** Null while it waits for people who look through it. */
    @Column(name = "admitted_at")
    @Nullable
    Instant admittedAt;

    /** When somebody last let it in. */
    @Column(name = "agreed_at")
    @Nullable
    Instant agreedAt;

    @Column(name = "ends_at")
    Instant endsAt;

    /** Since then only its id is left. */
    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    /** Of what it reads, changes and ends this by, RFC 7592; null for those of before, and those that ended. */
    @Column(name = "token_hash")
    byte @Nullable [] tokenHash;

    /** {@link ClientMetadata} as JSON: what it wants to be once people agree; null for nothing else. */
    @Nullable
    String pending;

    /** When it last asked people for a change, whatever became of that. */
    @Column(name = "pending_at")
    @Nullable
    Instant pendingAt;

    static RegistrationRow of(String id, ClientMetadata metadata, String network, Instant now) {
        var row = new RegistrationRow();
        row.id = id;
        row.become(metadata);
        row.network = network;
        row.createdAt = now;
        return row;
    }

    /** From now on, and nothing else waits for people. */
    void become(ClientMetadata metadata) {
        name = metadata.name();
        redirectUris = Scopes.write(metadata.redirectUris());
        postLogoutUris = Scopes.write(metadata.postLogoutUris());
        grantTypes = Scopes.write(metadata.grantTypes());
        scopes = Scopes.write(metadata.scopes());
        idTokens = metadata.idTokens();
        pending = null;
    }

    ClientMetadata metadata() {
        return new ClientMetadata(
                name,
                Scopes.parse(redirectUris),
                Scopes.parse(postLogoutUris),
                Scopes.parse(grantTypes),
                Scopes.parse(scopes),
                idTokens);
    }

    /** What nobody has let in yet is that at once, and what people agreed to when they agree. */
    void waitsFor(ClientMetadata wanted, Instant now) {
        if (admittedAt == null) become(wanted);
        else pending = wanted.json();
        pendingAt = now;
    }

    @Nullable
    ClientMetadata pending() {
        return pending == null ? null : ClientMetadata.parse(pending);
    }

    /** Nobody has used it, and no person has looked through it. */
    boolean isUntouched() {
        return agreedAt == null && endedAt == null && (admittedAt == null || admittedAt.equals(createdAt));
    }

    Client client(@Nullable Instant tokensVoidBefore) {
        return Client.selfRegistered(
                id,
                Scopes.parse(scopes),
                name,
                Scopes.parse(grantTypes),
                new Application(Scopes.parse(redirectUris), Scopes.parse(postLogoutUris), null, true, idTokens, false),
                tokensVoidBefore);
    }

    /** Nothing that it said of itself is kept. */
    void end(Instant now) {
        name = "";
        redirectUris = "";
        postLogoutUris = "";
        network = "";
        tokenHash = null;
        pending = null;
        endedAt = now;
    }
}
