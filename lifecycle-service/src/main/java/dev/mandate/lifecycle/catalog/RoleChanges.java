package dev.mandate.lifecycle.catalog;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Who must hear that roles have changed, within the transaction that changes them; implemented by the access feature. */
public interface RoleChanges {
    /**
     * What has changed.
     *
     * @param departments whose birthrights have changed; {@code *} for every worker's
     * @param roles that are gone
     */
    Uni<Void> changed(Set<String> departments, Set<String> roles);
}
