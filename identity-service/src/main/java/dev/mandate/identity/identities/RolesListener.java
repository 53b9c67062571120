package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Hears which roles of the catalogue people hold, when that changes: no record of ours has them. */
public interface RolesListener {
    /**
     * In the transaction of the change.
     *
     * @param roles what tokens call groups from now on, by person; empty for none
     */
    Uni<Void> changed(Map<IdentityId, List<String>> roles);
}
