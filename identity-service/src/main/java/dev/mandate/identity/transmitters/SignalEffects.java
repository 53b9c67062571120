package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.IdentityStops;
import dev.mandate.identity.postures.NamedDevice;
import dev.mandate.identity.postures.Postures;
import dev.mandate.identity.sessions.EndCause;
import dev.mandate.identity.sessions.MeantSignIn;
import dev.mandate.identity.sessions.MeantSignIns;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What signals do that were found good: of a person, of a device of his, or of a device whoever uses it. What takes effect is on record. Needs
 * a transaction.
 */
@ApplicationScoped
class SignalEffects {
    private static final Logger LOG = Logger.getLogger(SignalEffects.class);

    private final SignalSubjects subjects;
    private final IdentityStops people;
    private final MeantSignIns signIns;
    private final Postures postures;
    private final Outbox outbox;
    private final TransmitterConfig config;
    private final InstantSource clock;

    SignalEffects(
            SignalSubjects subjects,
            IdentityStops people,
            MeantSignIns signIns,
            Postures postures,
            Outbox outbox,
            TransmitterConfig config,
            InstantSource clock) {
        this.subjects = subjects;
        this.people = people;
        this.signIns = signIns;
        this.postures = postures;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param device empty where none is named
     * @param signIn none where neither a sign-in nor a device is named
     */
    private record Meant(List<IdentityId> people, Optional<NamedDevice> device, MeantSignIn signIn) {}

    Uni<Void> of(SecurityEvent event, TransmitterRow row) {
        var device = SignalSubjects.device(event.device(), row);
        return device.map(postures::lock)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> people(event, row, device))
                .chain(people -> {
                    if (people.isEmpty()) LOG.infof("%s tells of nobody of whom it may speak", row.issuer);
                    if (people.isEmpty() && !(event.ofDeviceAlone() && device.isPresent()))
                        return Uni.createFrom().voidItem();
                    var meant = new Meant(people, device, subjects.signIn(event.session(), row, device));
                    return each(
                            List.copyOf(event.events().entrySet()),
                            it -> SignalKind.ofUri(it.getKey())
                                    .map(kind -> effect(event, it, kind, meant))
                                    .orElseGet(() -> Uni.createFrom().voidItem()));
                });
    }

    private Uni<List<IdentityId>> people(SecurityEvent event, TransmitterRow row, Optional<NamedDevice> device) {
        if (event.ofDeviceAlone())
            return device.map(postures::peopleOn)
                    .orElseGet(() -> Uni.createFrom().item(List.of()));
        return subjects.person(event.subject(), row).map(found -> found.stream().toList());
    }

    private Uni<Void> effect(SecurityEvent event, Map.Entry<String, JsonNode> said, SignalKind kind, Meant meant) {
        var by = new Actor(event.issuer(), event.issuer(), List.of());
        return switch (kind.of(said.getValue())) {
            case NONE -> Uni.createFrom().voidItem();
            case SIGN_OUT -> each(meant.people(), person -> signOut(event, kind, person, by));
            case END_SIGN_IN -> each(meant.people(), person -> endSignIn(event, kind, person, meant.signIn(), by));
            case COMPLIANT -> posture(event, said.getValue(), kind, meant, true, by);
            case FAULTY -> posture(event, said.getValue(), kind, meant, false, by);
        };
    }

    private Uni<Void> signOut(SecurityEvent event, SignalKind kind, IdentityId person, Actor by) {
        return people.signOut(person, new Reason(kind.text + " of " + event.issuer()), by)
                .chain(() -> told(event, person, kind, "all that he had begun ended", by));
    }

    /**
     * Nothing says from which sign-in he gave a task, so that all that he delegated ends; and where he never had such a sign-in here, as far as
     * is known, all that he has. One that had ended before is no other's end.
     */
    private Uni<Void> endSignIn(SecurityEvent event, SignalKind kind, IdentityId person, MeantSignIn meant, Actor by) {
        if (meant.session() == null && meant.device() == null) return signOut(event, kind, person, by);
        return people.lock(person)
                .chain(() -> signIns.end(person, meant, EndCause.signalled(kind.text, by)))
                .chain(ended -> ended.map(number -> number == 0
                                ? endedBefore(event, kind, person, meant, by)
                                : signInsEnded(event, kind, person, number, by))
                        .orElseGet(() -> signOut(event, kind, person, by)));
    }

    /** Whoever signed in has signed out again; what he had agents do goes on. */
    private Uni<Void> endedBefore(
            SecurityEvent event, SignalKind kind, IdentityId person, MeantSignIn meant, Actor by) {
        return signIns.endTasks(person, meant)
                .chain(tasks -> told(
                        event,
                        person,
                        kind,
                        tasks == 0
                                ? "nothing more ended: that sign-in had before"
                                : (tasks == 1 ? "one task" : tasks + " tasks")
                                        + " that was, or may have been, given from that sign-in ended; it had ended before",
                        by));
    }

    private Uni<Void> signInsEnded(SecurityEvent event, SignalKind kind, IdentityId person, int ended, Actor by) {
        return people.endDelegated(person)
                .chain(() -> told(
                        event,
                        person,
                        kind,
                        (ended == 1 ? "one of his sign-ins" : ended + " of his sign-ins")
                                + " and all that he had delegated ended",
                        by));
    }

    private Uni<Void> posture(
            SecurityEvent event, JsonNode said, SignalKind kind, Meant meant, boolean compliant, Actor by) {
        var now = clock.instant();
        var until = now.plus(compliant ? config.compliantFor() : config.faultyFor());
        var posture = new DevicePosture(compliant, event.issuer(), event.at(said, now), until);
        var name = meant.device().map(it -> " " + PlainText.shown(it.name())).orElse("");
        var effect =
                "his device" + name + " counts as " + (compliant ? "compliant" : "not compliant") + " until " + until;
        return byItself(event, meant, posture)
                .chain(counts -> each(
                        counts ? meant.people() : List.of(),
                        person -> took(person, meant, posture)
                                .chain(took -> took
                                        ? told(event, person, kind, effect, by)
                                        : Uni.createFrom().voidItem())));
    }

    /** @return false where something later was told of the device by itself */
    private Uni<Boolean> byItself(SecurityEvent event, Meant meant, DevicePosture posture) {
        return event.ofDeviceAlone()
                ? postures.told(meant.device().orElseThrow(), posture)
                : Uni.createFrom().item(true);
    }

    private Uni<Boolean> took(IdentityId person, Meant meant, DevicePosture posture) {
        return meant.device()
                .map(device -> postures.told(device, person, posture))
                .orElseGet(() -> people.device(person, posture));
    }

    private Uni<Void> told(SecurityEvent event, IdentityId person, SignalKind kind, String effect, Actor by) {
        return outbox.publish(
                AdministrationEvent.FAMILY, new TransmitterEvent.Heard(event.issuer(), person, kind.text, effect, by));
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> act) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(act::apply)
                .onItem()
                .ignoreAsUni();
    }
}
