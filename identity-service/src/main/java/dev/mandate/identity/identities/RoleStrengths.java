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
    private final StrengthSettings settings;
    private final FileChanges changes;
    private final InstantSource clock;

    RoleStrengths(
            RoleStrengthConfig config,
            Identities identities,
            HeldRoles held,
            StrengthSettings settings,
            FileChanges changes,
            InstantSource clock) {
        this.config = config;
        this.identities = identities;
        this.held = held;
        this.settings = settings;
        this.changes = changes;
        this.clock = clock;
    }

    /** Settings have it so, which nobody else looked at: the record says what is in force. */
    void start(@Observes StartupEvent event) {
        var ofMandate = Arrays.stream(MandateRole.values()).collect(Collectors.toMap(MandateRole::id, this::of));
        changes.watch(() -> Optional.of(settings.wanted().asChange(ofMandate)));
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
        return wanted(person)
                .map(wanted -> wanted.orElseGet(() -> settings.wanted().most()));
    }

    /** Whether a sign-in goes on. */
    public enum Lasting {
        YES,
        /** A role that he holds by now wants more than he showed. */
        TOO_WEAK,
        /** It isn't known now which roles he holds, and one of those that there are wants more. */
        UNKNOWN
    }

    /**
     * Whether a sign-in by this much goes on, by the roles of the catalogue that he holds now. Needs a session.
     *
     * @param shown how strongly he signed in
     */
    public Uni<Lasting> lasts(IdentityId person, Strength shown) {
        if (shown.suffices(settings.wanted().most())) return Uni.createFrom().item(Lasting.YES);
        return wanted(person)
                .map(wanted -> wanted.map(least -> shown.suffices(least) ? Lasting.YES : Lasting.TOO_WEAK)
                        .orElse(Lasting.UNKNOWN));
    }

    /** Empty where it isn't known. */
    private Uni<Optional<Strength>> wanted(IdentityId person) {
        var wanted = settings.wanted();
        if (Strength.NONE.suffices(wanted.most())) return Uni.createFrom().item(Optional.of(Strength.NONE));
        return held.of(person).map(his -> his.map(wanted::of));
    }
}
