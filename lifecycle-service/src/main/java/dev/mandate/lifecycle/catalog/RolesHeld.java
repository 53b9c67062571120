package dev.mandate.lifecycle.catalog;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Who would feel a change of the catalogue; implemented by the access feature. */
public interface RolesHeld {
    /**
     * How many people, at work now, hold one of these roles or work in one of these departments.
     *
     * @param departments {@code *} for everyone
     */
    Uni<Long> people(Set<String> departments, Set<String> roles);
}
