package dev.mandate.identity.credentials;

import dev.mandate.events.identity.SignalEvent.CredentialType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person signs in with, and nothing of its secret.
 *
 * @param id {@code password}, or a passkey's {@code pky_…}
 * @param name what the person calls it; null for the password
 * @param backedUp whether it is on more than one device; null for the password
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

    static Credential of(PasswordRow row) {
        return new Credential(PASSWORD, CredentialType.PASSWORD, null, null, row.setAt, null);
    }

    static Credential of(PasskeyRow row) {
        return new Credential(row.id, CredentialType.FIDO2, row.name, row.backedUp, row.createdAt, row.lastUsedAt);
    }

    public boolean isPassword() {
        return type == CredentialType.PASSWORD;
    }
}
