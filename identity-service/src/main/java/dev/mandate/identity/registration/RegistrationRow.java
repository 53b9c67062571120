package dev.mandate.identity.registration;

import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Client.Application;
import dev.mandate.identity.clients.Scopes;
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

    static RegistrationRow of(String id, ClientMetadata metadata, String network, Instant now) {
        var row = new RegistrationRow();
        row.id = id;
        row.name = metadata.name();
        row.redirectUris = Scopes.write(metadata.redirectUris());
        row.postLogoutUris = Scopes.write(metadata.postLogoutUris());
        row.grantTypes = Scopes.write(metadata.grantTypes());
        row.scopes = Scopes.write(metadata.scopes());
        row.idTokens = metadata.idTokens();
        row.network = network;
        row.createdAt = now;
        return row;
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
        endedAt = now;
    }
}
