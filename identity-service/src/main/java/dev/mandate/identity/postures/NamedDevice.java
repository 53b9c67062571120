package dev.mandate.identity.postures;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.events.identity.KnownDevice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device by the name that its management has for it.
 *
 * @param source issuer of the transmitter among whose devices it is
 * @param name a line of 1 to 200 characters
 */
public record NamedDevice(String source, String name) {
    private static final int LONGEST = 200;

    /** Empty for what is no name. */
    public static Optional<NamedDevice> of(String source, @Nullable Object name) {
        return name instanceof String text
                        && !text.isBlank()
                        && text.length() <= LONGEST
                        && WholeText.is(text)
                        && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of(new NamedDevice(source, text))
                : Optional.empty();
    }

    /** As policies and tokens name it. */
    public String id() {
        return KnownDevice.idOf(source, name);
    }
}
