package dev.mandate.identity.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.identity.postures.NamedDevice;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * On which device somebody is signed in, as his provider says, and what is known of it.
 *
 * @param id as policies and tokens name it
 * @param name by which its management knows it
 * @param management issuer of the transmitter that tells of it
 * @param compliant what was told last; absent where nothing was, or its time is over
 * @param source who told it
 * @param at when it became so
 * @param until from then on nothing is known any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignInDevice(
        String id,
        String name,
        String management,
        @Nullable Boolean compliant,
        @Nullable String source,
        @Nullable Instant at,
        @Nullable Instant until) {
    /** Empty where it isn't known on which. */
    public static Optional<SignInDevice> of(SignInSession session, IdentityState person, Instant now) {
        return Optional.ofNullable(session.on()).map(device -> of(device, person, now));
    }

    private static SignInDevice of(NamedDevice device, IdentityState person, Instant now) {
        var known = person.postureOf(device.id(), now);
        return new SignInDevice(
                device.id(),
                PlainText.shown(device.name()),
                device.source(),
                known == null ? null : known.compliant(),
                known == null ? null : known.source(),
                known == null ? null : known.at(),
                known == null ? null : known.until());
    }
}
