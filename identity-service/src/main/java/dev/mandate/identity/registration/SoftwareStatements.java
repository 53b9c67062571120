package dev.mandate.identity.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import dev.mandate.messaging.security.Signatures;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What known publishers sign of their applications. Statements are public: anybody can send one, so that what it doesn't name is nothing that
 * the publisher has said.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2.3">RFC 7591 section 2.3</a>
 */
@ApplicationScoped
@Startup
class SoftwareStatements {
    private static final int LONGEST = 8 * 1024;

    /** About the statement, and not of the application. */
    private static final List<String> OF_THE_STATEMENT = List.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

    private final Map<String, JWKSet> publishers = new HashMap<>();
    private final InstantSource clock;

    /** @throws IllegalArgumentException at the start for publishers whose keys are none that sign, in words */
    SoftwareStatements(RegistrationConfig config, InstantSource clock) {
        this.clock = clock;
        config.publishers().forEach((issuer, jwks) -> publishers.put(issuer, keys(issuer, jwks)));
    }

    private static JWKSet keys(String issuer, String jwks) {
        var name = "mandate.registration.publishers.\"" + issuer + "\"";
        try {
            var keys = JWKSet.parse(jwks);
            if (keys.getKeys().stream().allMatch(key -> Signatures.of(key).isEmpty()))
                throw new IllegalArgumentException(name + " has no key that signs");
            return keys;
        } catch (ParseException e) {
            throw new IllegalArgumentException(name + " is no JWK set", e);
        }
    }

    /** What its publisher says of the application. */
    Result<JsonNode, Fault> read(String statement) {
        if (statement.length() > LONGEST) return Result.refused(Fault.statement("it is longer than " + LONGEST));
        try {
            var jwt = Jose.signed(statement);
            var claims = jwt.getJWTClaimsSet();
            var issuer = claims.getIssuer();
            if (issuer == null) return Result.refused(Fault.statement("it has no iss"));
            var keys = publishers.get(issuer);
            if (keys == null)
                return Result.refused(new Fault(
                        Fault.Kind.UNAPPROVED_SOFTWARE_STATEMENT, "its iss is none of the publishers that are known"));
            if (!Signatures.verifies(jwt, keys))
                return Result.refused(Fault.statement("it is not signed by a key of its iss"));
            var end = claims.getExpirationTime();
            var start = claims.getNotBeforeTime();
            if (end != null && !clock.instant().isBefore(end.toInstant())
                    || start != null && clock.instant().isBefore(start.toInstant()))
                return Result.refused(Fault.statement("it has expired, or is not valid yet"));
            var said = (ObjectNode) EventJson.mapper().readTree(jwt.getPayload().toString());
            return Result.done(said.remove(OF_THE_STATEMENT));
        } catch (ParseException | JsonProcessingException | IllegalArgumentException e) {
            return Result.refused(Fault.statement("it is no signed JWT"));
        }
    }
}
