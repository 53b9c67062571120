package dev.mandate.identity.keys;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By what we sign. Access tokens are {@link #ES256} always, since our own services check them; ID and logout tokens are what an application is
 * registered for, signals what their receiver asks for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518 section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-3.1">RFC 8037 section 3.1</a>
 */
public enum SigningAlgorithm {
    ES256(JWSAlgorithm.ES256),
    /** OpenID Connect has it as the default of what registers itself, and CAEP's interoperability profile knows no other. */
    RS256(JWSAlgorithm.RS256),
    EDDSA(JWSAlgorithm.EdDSA);

    private final JWSAlgorithm name;

    SigningAlgorithm(JWSAlgorithm name) {
        this.name = name;
    }

    JWSAlgorithm jose() {
        return name;
    }

    /** As metadata write it. */
    public String text() {
        return name.getName();
    }

    /** As metadata write them. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(SigningAlgorithm::text).toList();
    }

    public static Optional<SigningAlgorithm> named(String text) {
        return Arrays.stream(values()).filter(it -> it.text().equals(text)).findFirst();
    }

    /** @throws IllegalArgumentException in words, for one by which we don't sign */
    public static SigningAlgorithm wanted(String text) {
        return named(text).orElseThrow(() -> new IllegalArgumentException("one of " + String.join(" ", texts())));
    }
}
