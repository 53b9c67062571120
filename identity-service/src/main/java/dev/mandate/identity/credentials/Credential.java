package dev.mandate.identity.credentials;

import dev.mandate.events.identity.SignalEvent.CredentialType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person signs in with, and nothing of its secret.
 *
 * @param id {@code password}, {@code authenticator}, or a passkey's {@code pky_…}
 * @param name what the person calls it; null for any but passkeys
 * @param backedUp whether it is on more than one device; null for any but passkeys
 * @param since when it was set or registered
 * @param lastUsedAt null for the password, and before the first use
 */
public record Credential(
        String id,
        CredentialType type,
        @Nullable String name,
        @Nullable Boolean backedUp,
        Instant since,
        @Nullable Instant lastUsedAt) {
    public static final String PASSWORD = "password";
    public static final String AUTHENTICATOR = "authenticator";

    static Credential of(PasswordRow row) {
        return new Credential(PASSWORD, CredentialType.PASSWORD, null, null, row.setAt, null);
    }

    static Credential of(PasskeyRow row) {
        return new Credential(row.id, CredentialType.FIDO2, row.name, row.backedUp, row.createdAt, row.lastUsedAt);
    }

    static Credential of(AuthenticatorRow row) {
        return new Credential(AUTHENTICATOR, CredentialType.APP, null, null, row.setAt, row.lastUsedAt);
    }

    /** An authenticator app is asked for beside a password, and lets nobody in by itself. */
    public boolean isEnough() {
        return type != CredentialType.APP;
    }

    public boolean isPasskey() {
        return type == CredentialType.FIDO2;
    }

    public boolean isPassword() {
        return type == CredentialType.PASSWORD;
    }
}
