package dev.mandate.identity.sessions;

import dev.mandate.identity.postures.NamedDevice;
import org.jspecify.annotations.Nullable;

/**
 * Which sign-in somebody else means who tells of one.
 *
 * @param issuer whose name for it {@code session} is: of the provider that vouched for it, {@code sid} there; null for our own id
 * @param session null where none is named
 * @param device null where none is named
 */
public record MeantSignIn(
        @Nullable String issuer,
        @Nullable String session,
        @Nullable NamedDevice device) {
    boolean isSession(SignInSessionRow row) {
        if (session == null) return false;
        return issuer == null ? session.equals(row.id) : issuer.equals(row.issuer) && session.equals(row.issuerSession);
    }

    boolean isDevice(SignInSessionRow row) {
        return device != null
                && device.source().equals(row.deviceSource)
                && device.name().equals(row.deviceName);
    }

    /** One of the same provider whose name there isn't known may be it. */
    boolean mayBeSession(SignInSessionRow row) {
        return isSession(row) || issuer != null && issuer.equals(row.issuer) && row.issuerSession == null;
    }

    /** One on a device that isn't known, or that another management knows, may be on it. */
    boolean mayBeDevice(SignInSessionRow row) {
        return isDevice(row) || device != null && !device.source().equals(row.deviceSource);
    }
}
