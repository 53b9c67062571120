package dev.mandate.identity.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.identity.browser.BrowserSeal;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.browser.Visit;
import dev.mandate.identity.identities.PersonProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a page hands to {@code navigator.credentials}. A challenge is sealed for one use in one browser, so that nothing is kept of those
 * that nobody answers.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialcreationoptionsjson">WebAuthn, options as JSON</a>
 */
@ApplicationScoped
public class PasskeyChallenges {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BrowserSeal seal;
    private final Site site;

    PasskeyChallenges(BrowserSeal seal, Site site) {
        this.seal = seal;
        this.site = site;
    }

    /** Without names of credentials, so that nobody learns who has which; empty where the site can't have passkeys. */
    public Optional<String> signIn(Visit visit) {
        return site.relyingParty()
                .map(host -> json(Map.of(
                        "challenge",
                        challenge(PasskeyUse.SIGN_IN, visit),
                        "rpId",
                        host,
                        "userVerification",
                        "required",
                        "timeout",
                        LIFETIME.toMillis())));
    }

    /** @param known credentials that he has already, so that an authenticator makes no second one */
    public Optional<String> registration(PersonProfile person, List<byte[]> known, Visit visit) {
        var id = person.state().identity();
        return site.relyingParty().map(host -> {
            var options = new LinkedHashMap<String, Object>();
            options.put("challenge", challenge(PasskeyUse.registrationOf(id), visit));
            options.put("rp", Map.of("id", host, "name", "Mandate"));
            options.put(
                    "user",
                    Map.of(
                            "id", base64(id.value().getBytes(StandardCharsets.UTF_8)),
                            "name", person.email() == null ? person.state().displayName() : person.email(),
                            "displayName", person.state().displayName()));
            options.put("pubKeyCredParams", List.of(parameter(-7), parameter(-8), parameter(-257)));
            options.put(
                    "authenticatorSelection",
                    Map.of("residentKey", "required", "requireResidentKey", true, "userVerification", "required"));
            options.put("attestation", "none");
            options.put(
                    "excludeCredentials",
                    known.stream()
                            .map(credential -> Map.of("type", "public-key", "id", base64(credential)))
                            .toList());
            options.put("timeout", LIFETIME.toMillis());
            return json(options);
        });
    }

    boolean isOurs(byte[] challenge, PasskeyUse use, Visit visit) {
        return visit.browser() != null
                && seal.open(purpose(use, visit), challenge).isPresent();
    }

    private String challenge(PasskeyUse use, Visit visit) {
        var random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return base64(seal.seal(purpose(use, visit), LIFETIME, random));
    }

    private static String purpose(PasskeyUse use, Visit visit) {
        return "passkey\n" + use.purpose() + "\n" + visit.binding();
    }

    private static Map<String, Object> parameter(int algorithm) {
        return Map.of("type", "public-key", "alg", algorithm);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Map<String, Object> options) {
        try {
            return JSON.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write options as JSON", e);
        }
    }
}
