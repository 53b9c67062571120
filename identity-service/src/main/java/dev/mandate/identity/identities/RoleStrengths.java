package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.MandateRole;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Comparator;

/** By whose role who needs a second factor, or a method that can't be phished. */
@ApplicationScoped
public class RoleStrengths {
    private final RoleStrengthConfig config;
    private final Identities identities;
    private final InstantSource clock;

    RoleStrengths(RoleStrengthConfig config, Identities identities, InstantSource clock) {
        this.config = config;
        this.identities = identities;
        this.clock = clock;
    }

    /** The least with which what this role gives is had. */
    public Strength of(MandateRole role) {
        return switch (role) {
            case ADMINISTRATOR -> config.administrator();
            case APPROVER -> config.approver();
            case INVESTIGATOR -> config.investigator();
        };
    }

    /** The least with which he has all that his roles give now. Needs a session. */
    public Uni<Strength> least(IdentityId person) {
        return identities
                .mandateRoles(person)
                .map(held -> held.stream()
                        .filter(role -> role.validAt(clock.instant()))
                        .map(role -> of(role.role()))
                        .max(Comparator.naturalOrder())
                        .orElse(Strength.NONE));
    }
}
