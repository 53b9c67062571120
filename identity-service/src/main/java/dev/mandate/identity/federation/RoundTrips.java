package dev.mandate.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.browser.Visit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/** Trips, carried by a cookie of the browser that is on one, so that nothing is kept for those who don't come back. Each ends once. */
@ApplicationScoped
public class RoundTrips {
    public static final String COOKIE = "trip";
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Browsers keep cookies of 4 KiB. */
    private static final int LONGEST = 3_800;

    private final BrowserSeal seal;
    private final UsedAssertions used;

    RoundTrips(BrowserSeal seal, UsedAssertions used) {
        this.seal = seal;
        this.used = used;
    }

    /** Empty where a browser could not carry it. */
    public Optional<String> sealed(RoundTrip trip, Visit visit) {
        try {
            var sealed = seal.seal(purpose(visit), PATIENCE, EventJson.mapper().writeValueAsString(trip));
            return sealed.length() > LONGEST ? Optional.empty() : Optional.of(sealed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a trip as JSON", e);
        }
    }

    /** The one that this browser is on, if it is from this provider that it comes back, with this state. */
    public Optional<RoundTrip> opened(String carried, String provider, String state, Visit visit) {
        return seal.open(purpose(visit), carried)
                .map(RoundTrips::read)
                .filter(trip -> trip.provider().equals(provider)
                        && MessageDigest.isEqual(trip.state().getBytes(UTF_8), state.getBytes(UTF_8)));
    }

    /** False for one that ended before. Needs a transaction. */
    Uni<Boolean> end(RoundTrip trip) {
        return used.firstUse("federation", trip.state(), trip.askedAt().plus(PATIENCE));
    }

    private static RoundTrip read(String json) {
        try {
            return EventJson.mapper().readValue(json, RoundTrip.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what we sealed can't be read", e);
        }
    }

    private static String purpose(Visit visit) {
        return "trip to a provider\n" + visit.browser();
    }
}
