package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.TransmitterEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.clients.UsedAssertions;
import dev.mandate.identity.identities.IdentityStops;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Hears signals of transmitters that are trusted, each once, of people of whom they may speak. Signal, effect and its record are one
 * transaction, so that it may be sent again until it was taken.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8935">RFC 8935</a>
 */
@ApplicationScoped
class HeardSignals {
    private static final Logger LOG = Logger.getLogger(HeardSignals.class);

    /** About the stream itself: verification, and that it was paused. */
    private static final String OF_THE_STREAM = "https://schemas.openid.net/secevent/ssf/event-type/";

    private final TransmitterStore store;
    private final TransmitterKeys keys;
    private final SignalSubjects subjects;
    private final IdentityStops people;
    private final UsedAssertions used;
    private final Outbox outbox;
    private final TransmitterConfig config;
    private final InstantSource clock;

    HeardSignals(
            TransmitterStore store,
            TransmitterKeys keys,
            SignalSubjects subjects,
            IdentityStops people,
            UsedAssertions used,
            Outbox outbox,
            TransmitterConfig config,
            InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.subjects = subjects;
        this.people = people;
        this.used = used;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    Uni<Result<Void, SignalFault>> hear(String token) {
        return SecurityEvent.read(token, clock.instant())
                .chain(event -> Panache.withSession(
                                () -> store.found(event.issuer()).map(found -> checked(event, found)))
                        .chain(found -> found.chain(row -> signed(event, row)))
                        .chain(found -> found.chain(row -> Panache.withTransaction(() -> once(event)))));
    }

    private static Result<TransmitterRow, SignalFault> checked(SecurityEvent event, Optional<TransmitterRow> found) {
        if (found.isEmpty())
            return Result.refused(
                    new SignalFault(SignalFault.Kind.INVALID_ISSUER, "signals of this iss are not heard"));
        var row = found.get();
        if (!event.audience().contains(row.audience))
            return Result.refused(new SignalFault(SignalFault.Kind.INVALID_AUDIENCE, "its aud is another"));
        return Result.done(row);
    }

    private Uni<Result<TransmitterRow, SignalFault>> signed(SecurityEvent event, TransmitterRow row) {
        return keys.signer(event.token(), row.jwks, row.jwksUri).map(signer -> switch (signer) {
            case TRANSMITTER -> Result.done(row);
            case ANOTHER ->
                Result.refused(new SignalFault(SignalFault.Kind.INVALID_KEY, "it is signed by no key of its iss"));
            case UNKNOWN ->
                Result.refused(new SignalFault(SignalFault.Kind.NO_KEYS, "the keys of its iss can't be had right now"));
        });
    }

    /** Asked again, since it may have been stopped meanwhile. One that was heard before is taken, and changes nothing. */
    private Uni<Result<Void, SignalFault>> once(SecurityEvent event) {
        return store.heard(event.issuer()).chain(found -> {
            if (found.isEmpty())
                return Result.nowRefused(
                        new SignalFault(SignalFault.Kind.INVALID_ISSUER, "signals of this iss are not heard"));
            var row = found.get();
            for (var uri : event.events().keySet())
                if (!uri.startsWith(OF_THE_STREAM)
                        && SignalKind.ofUri(uri)
                                .filter(kind -> row.events().contains(kind.text))
                                .isEmpty())
                    return Result.nowRefused(
                            new SignalFault(SignalFault.Kind.ACCESS_DENIED, "it may not send one of these events"));
            return used.firstUse(
                            "signal " + event.issuer(),
                            event.id(),
                            event.issuedAt().plus(SecurityEvent.AGE))
                    .chain(first ->
                            first ? effects(event, row) : Uni.createFrom().voidItem())
                    .map(Result::done);
        });
    }

    private Uni<Void> effects(SecurityEvent event, TransmitterRow row) {
        return subjects.person(event.subject(), row).chain(found -> {
            if (found.isEmpty()) {
                LOG.infof("%s tells of nobody of whom it may speak", row.issuer);
                return Uni.createFrom().voidItem();
            }
            return Multi.createFrom()
                    .iterable(event.events().entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(each -> SignalKind.ofUri(each.getKey())
                            .map(kind -> effect(event, each, kind, found.get()))
                            .orElseGet(() -> Uni.createFrom().voidItem()))
                    .onItem()
                    .ignoreAsUni();
        });
    }

    private Uni<Void> effect(
            SecurityEvent event, Map.Entry<String, JsonNode> each, SignalKind kind, IdentityId person) {
        var by = new Actor(event.issuer(), event.issuer(), List.of());
        return switch (kind.of(each.getValue())) {
            case NONE -> Uni.createFrom().voidItem();
            case SIGN_OUT ->
                people.signOut(person, new Reason(kind.text + " of " + event.issuer()), by)
                        .chain(() -> told(event, person, kind, "all that he had begun ended", by));
            case COMPLIANT -> device(event, each.getValue(), kind, person, true, by);
            case FAULTY -> device(event, each.getValue(), kind, person, false, by);
        };
    }

    private Uni<Void> device(
            SecurityEvent event, JsonNode said, SignalKind kind, IdentityId person, boolean compliant, Actor by) {
        var now = clock.instant();
        var until = now.plus(compliant ? config.compliantFor() : config.faultyFor());
        var posture = new DevicePosture(compliant, event.issuer(), event.at(said, now), until);
        return people.device(person, posture)
                .chain(took -> took
                        ? told(
                                event,
                                person,
                                kind,
                                "his device counts as " + (compliant ? "compliant" : "not compliant") + " until "
                                        + until,
                                by)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> told(SecurityEvent event, IdentityId person, SignalKind kind, String effect, Actor by) {
        return outbox.publish(
                AdministrationEvent.FAMILY, new TransmitterEvent.Heard(event.issuer(), person, kind.text, effect, by));
    }
}
