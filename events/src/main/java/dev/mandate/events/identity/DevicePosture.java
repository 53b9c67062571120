package dev.mandate.events.identity;

import java.time.Instant;
import java.util.Objects;

/**
 * What a transmitter of signals has told of the device that a person works with.
 *
 * @param compliant whether it is as the organisation wants it
 * @param source issuer of the transmitter
 * @param at when it became so
 * @param until from then on nothing is known any more, unless it is told again
 * @see <a href="https://openid.net/specs/openid-caep-1_0-final.html">CAEP 1.0, device-compliance-change</a>
 */
public record DevicePosture(boolean compliant, String source, Instant at, Instant until) {
    public DevicePosture {
        Objects.requireNonNull(source, "source is missing");
        Objects.requireNonNull(at, "at is missing");
        Objects.requireNonNull(until, "until is missing");
    }
}
