package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.KnownDevice;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.locks.RowLock;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of a person's devices, as his state tells it. Every method needs a transaction with the lock on him. */
@ApplicationScoped
public class PersonDevices {
    private final Outbox outbox;
    private final InstantSource clock;

    PersonDevices(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return false where something later is known of it, so that nothing changes */
    public Uni<Boolean> learns(IdentityId person, KnownDevice told) {
        return row(person).chain(row -> {
            var devices = new ArrayList<>(row.devicePart().named());
            var later = devices.stream()
                    .anyMatch(it -> it.device().equals(told.device())
                            && it.posture().at().isAfter(told.posture().at()));
            if (later) return Uni.createFrom().item(false);
            devices.removeIf(it -> it.device().equals(told.device())
                    || !clock.instant().isBefore(it.posture().until()));
            devices.add(told);
            row.devicePart().name(devices);
            return outbox.publish(IdentityState.FAMILY, row.next()).replaceWith(true);
        });
    }

    public Uni<Void> forgets(IdentityId person, String device) {
        return row(person).chain(row -> {
            var devices = new ArrayList<>(row.devicePart().named());
            if (!devices.removeIf(it -> it.device().equals(device)))
                return Uni.createFrom().voidItem();
            row.devicePart().name(devices);
            return outbox.publish(IdentityState.FAMILY, row.next());
        });
    }

    /** Those that are at fault. */
    public Uni<Set<String>> faulty(IdentityId person) {
        return row(person)
                .map(row -> row.devicePart().named().stream()
                        .filter(it -> !it.posture().compliant())
                        .map(KnownDevice::device)
                        .collect(Collectors.toSet()));
    }

    private Uni<IdentityRow> row(IdentityId person) {
        return RowLock.take(IdentityRow.class, person.value()).map(Optional::orElseThrow);
    }
}
