package dev.mandate.identity.transmitters;

import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Hears signals of transmitters that are trusted, each once, of people of whom they may speak. Signal, effect and its record are one
 * transaction, so that it may be sent again until it was taken.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8935">RFC 8935</a>
 */
@ApplicationScoped
class HeardSignals {
    /** About the stream itself: verification, and that it was paused. */
    private static final String OF_THE_STREAM = "https://schemas.openid.net/secevent/ssf/event-type/";

    private final TransmitterStore store;
    private final TransmitterKeys keys;
    private final SignalEffects effects;
    private final UsedAssertions used;
    private final InstantSource clock;

    HeardSignals(
            TransmitterStore store,
            TransmitterKeys keys,
            SignalEffects effects,
            UsedAssertions used,
            InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.effects = effects;
        this.used = used;
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
                            first ? effects.of(event, row) : Uni.createFrom().voidItem())
                    .map(Result::done);
        });
    }
}
