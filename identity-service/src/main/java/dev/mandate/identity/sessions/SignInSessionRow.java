package dev.mandate.identity.sessions;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.postures.NamedDevice;
import dev.mandate.identity.surfaces.SurfaceRules;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "sign_in_sessions")
@SuppressWarnings("NullAway.Init")
class SignInSessionRow {
    @Id
    String id;

    /** Of the cookie. */
    @Column(name = "token_hash")
    byte[] tokenHash;

    @Column(name = "person_id")
    String personId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "authenticated_at")
    Instant authenticatedAt;

    String acr;

    /** Separated by spaces. */
    String amr;

    String address;

    String browser;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    @Column(name = "ends_at")
    Instant endsAt;

    /** Of the provider elsewhere that vouched for him; null where he showed a credential here. */
    @Nullable
    String issuer;

    /** {@code sid} there. */
    @Column(name = "issuer_session")
    @Nullable
    String issuerSession;

    /** When its word was taken here. */
    @Column(name = "vouched_at")
    @Nullable
    Instant vouchedAt;

    /** Of the transmitter that has {@link #deviceName} for the device; both null where it isn't known. */
    @Column(name = "device_source")
    @Nullable
    String deviceSource;

    @Column(name = "device_name")
    @Nullable
    String deviceName;

    /** On which surfaces his provider's word puts him, each with the provider, as JSON; null where on none. */
    @Nullable
    String surfaces;

    /** @param at when he showed it */
    void authenticated(SignInProof proof, Instant at, Instant now, byte[] cookie) {
        tokenHash = cookie;
        authenticatedAt = at;
        acr = proof.acr();
        amr = String.join(" ", new TreeSet<>(proof.amr()));
        address = proof.address();
        browser = proof.browser();
        var voucher = proof.voucher();
        issuer = voucher == null ? null : voucher.issuer();
        issuerSession = voucher == null ? null : voucher.session();
        vouchedAt = voucher == null ? null : now;
        var device = voucher == null ? null : voucher.device();
        deviceSource = device == null ? null : device.source();
        deviceName = device == null ? null : device.name();
        surfaces = voucher == null ? null : SurfaceRules.column(voucher.surfaces());
        lastUsedAt = now;
    }

    SignInSession session() {
        return new SignInSession(
                new SignInSessionId(id),
                new IdentityId(personId),
                createdAt,
                authenticatedAt,
                acr,
                Set.of(amr.split(" ")),
                address,
                browser,
                lastUsedAt,
                endsAt,
                issuer,
                deviceSource == null || deviceName == null ? null : new NamedDevice(deviceSource, deviceName),
                // A replica from before left them as they were.
                issuer == null ? Map.of() : SurfaceRules.ofColumn(surfaces));
    }
}
