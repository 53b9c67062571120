package dev.mandate.identity.identities;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.messaging.proposals.FileChanges;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By whose role who needs a second factor, or a method that can't be phished. A role of Mandate itself is asked about where somebody uses what it
 * gives; one of the catalogue wherever he signs in, since others decide what it gives.
 */
@ApplicationScoped
public class RoleStrengths {
    private final RoleStrengthConfig config;
    private final Identities identities;
    private final HeldRoles held;
    private final CatalogueRoles roles;
    private final FileChanges changes;
    private final InstantSource clock;

    RoleStrengths(
            RoleStrengthConfig config,
            Identities identities,
            HeldRoles held,
            CatalogueRoles roles,
            FileChanges changes,
            InstantSource clock) {
        this.config = config;
        this.identities = identities;
        this.held = held;
        this.roles = roles;
        this.changes = changes;
        this.clock = clock;
    }

    /** Settings have it so, which nobody else looked at: the record says what is in force. */
    void start(@Observes StartupEvent event) {
        var ofMandate = Arrays.stream(MandateRole.values()).collect(Collectors.toMap(MandateRole::id, this::of));
        changes.watch(() -> Optional.of(roles.wanted().asChange(ofMandate)));
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
        return identities.mandateRoles(person).chain(his -> {
            var ofMandate = his.stream()
                    .filter(role -> role.validAt(clock.instant()))
                    .map(role -> of(role.role()))
                    .max(Comparator.naturalOrder())
                    .orElse(Strength.NONE);
            return toSignIn(person).map(least -> least.suffices(ofMandate) ? least : ofMandate);
        });
    }

    /**
     * The least with which he signs in at all, by the roles of the catalogue that he holds now. Where these aren't known for sure it is the most that
     * any role wants. Needs a session.
     */
    public Uni<Strength> toSignIn(IdentityId person) {
        var wanted = roles.wanted();
        if (Strength.NONE.suffices(wanted.most())) return Uni.createFrom().item(Strength.NONE);
        return held.of(person).map(his -> his.map(wanted::of).orElseGet(wanted::most));
    }
}
