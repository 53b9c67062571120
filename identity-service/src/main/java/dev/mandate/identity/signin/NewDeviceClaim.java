package dev.mandate.identity.signin;

import dev.mandate.identity.http.Field;
import org.jspecify.annotations.Nullable;

/**
 * How somebody says that an issuer names devices.
 *
 * @param claim of its assertions and ID tokens, a text, which its management of devices sets and nobody else
 * @param transmitter issuer of the transmitter of signals to which that is the name of a device
 */
public record NewDeviceClaim(
        @Nullable String claim, @Nullable String transmitter) {
    private static final int LONGEST_ISSUER = 250;

    DeviceClaim claimed() {
        return new DeviceClaim(
                Field.at("/devices/claim").line(claim, 100),
                Field.at("/devices/transmitter").line(transmitter, LONGEST_ISSUER));
    }
}
