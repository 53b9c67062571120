package dev.mandate.identity.transmitters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A security event token, read and not checked yet for who signed it.
 *
 * @param events by their URIs
 * @param subject {@code sub_id}; of a complex one the user, missing where it names none
 * @param device of a complex one; missing where it names none
 * @param session the same
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8417#section-2.2">RFC 8417 section 2.2</a>
 */
record SecurityEvent(
        SignedJWT token,
        String issuer,
        List<String> audience,
        String id,
        Instant issuedAt,
        Map<String, JsonNode> events,
        JsonNode subject,
        JsonNode device,
        JsonNode session) {
    static final int LONGEST = 16 * 1024;

    /** How old one may be that is told at last, and for how long it is remembered that it was. */
    static final Duration AGE = Duration.ofDays(7);

    private static final int MOST_EVENTS = 10;
    private static final int LONGEST_ID = 200;
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final JOSEObjectType TYPE = new JOSEObjectType("secevent+jwt");

    static Result<SecurityEvent, SignalFault> read(String text, Instant now) {
        if (text.length() > LONGEST) return none("it is longer than " + LONGEST);
        try {
            var jwt = Jose.signed(text.strip());
            var claims = jwt.getJWTClaimsSet();
            if (!TYPE.equals(jwt.getHeader().getType())) return none("its typ is not secevent+jwt");
            var issuer = claims.getIssuer();
            var id = claims.getJWTID();
            var made = claims.getIssueTime();
            if (issuer == null || !WholeText.is(issuer)) return none("it has no iss");
            if (id == null || id.isBlank() || id.length() > LONGEST_ID || !WholeText.is(id))
                return none("it has no jti");
            if (made == null) return none("it has no iat");
            if (claims.getExpirationTime() != null) return none("an event has no exp");
            var at = made.toInstant();
            if (at.isAfter(now.plus(SKEW)) || at.isBefore(now.minus(AGE))) return none("its iat is not of these days");
            var body = EventJson.mapper().readTree(jwt.getPayload().toString());
            var events = new LinkedHashMap<String, JsonNode>();
            body.path("events").fields().forEachRemaining(it -> events.put(it.getKey(), it.getValue()));
            if (events.isEmpty() || events.size() > MOST_EVENTS) return none("it has 1 to " + MOST_EVENTS + " events");
            var subject = body.path("sub_id");
            var complex = subject.path("format").asText().equals("complex");
            return Result.done(new SecurityEvent(
                    jwt,
                    issuer,
                    claims.getAudience(),
                    id,
                    at,
                    Map.copyOf(events),
                    complex ? subject.path("user") : subject,
                    complex ? subject.path("device") : MissingNode.getInstance(),
                    complex ? subject.path("session") : MissingNode.getInstance()));
        } catch (ParseException | JsonProcessingException | IllegalArgumentException e) {
            return none("it is no signed JWT");
        }
    }

    /** Of a device, whoever uses it. */
    boolean ofDeviceAlone() {
        return subject.isMissingNode() && device.isObject();
    }

    /** When it happened: as the event says, never in the future, and not before there were such times. */
    Instant at(JsonNode event, Instant now) {
        var said = event.path("event_timestamp");
        var at = said.isNumber()
                ? Instant.ofEpochSecond(Math.min(Math.max(said.asLong(), 0), now.getEpochSecond()))
                : issuedAt;
        return at.isAfter(now) ? now : at;
    }

    private static Result<SecurityEvent, SignalFault> none(String why) {
        return Result.refused(SignalFault.request(why));
    }
}
