package dev.mandate.cli.client;

import dev.mandate.messaging.names.NearName;
import java.util.Collection;
import java.util.function.Supplier;

/** A call that names something which may be misspelt. */
public final class Suggested {
    private Suggested() {}

    /**
     * What the call answers. Where there is nothing of the name, the refusal says which that there is may be meant.
     *
     * @param there names that there are; asked for only then
     */
    public static <T> T or(String name, Supplier<? extends Collection<String>> there, Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiRefused e) {
            if (e.status() != 404) throw e;
            var names = there.get();
            var near = NearName.of(name, names);
            if (names.contains(name) || near.isEmpty()) throw e;
            throw new IllegalArgumentException("there is no " + NearName.shown(name) + meant(near), e);
        }
    }

    /** {@code ; did you mean researcher?}; nothing where none is near. */
    public static String meant(Collection<String> near) {
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }
}
