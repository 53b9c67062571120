package dev.mandate.identity.signin;

import dev.mandate.events.hr.MailAddress;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.hr.WorkerForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a provider takes in, and as what: of a provider's rules the first that fits counts. What decides over access is ours: a provider
 * names no department, it only has a claim that stands for one.
 *
 * @param claim of the ID token or userinfo, a text or a list of texts; null for everybody
 * @param value that it has, or holds; null with the claim
 * @param department decides the birthright roles
 * @param title by default {@code -}
 * @param country ISO 3166-1 alpha-2, by default {@code ZZ}
 */
public record JoinRule(
        @Nullable String claim,
        @Nullable String value,
        String department,
        @Nullable String title,
        @Nullable String country) {
    /** Of a name or a title that nobody told. */
    private static final String NONE = "-";

    /** Whether it is about somebody of whom this is said. */
    boolean fits(Map<String, Object> claims) {
        if (claim == null) return true;
        var said = claims.get(claim);
        return said instanceof List<?> list ? list.contains(value) : value != null && value.equals(said);
    }

    /**
     * The first that fits; none where one before it may fit, since nobody knows.
     *
     * @param unheard claims that he may have
     */
    public static Optional<JoinRule> of(List<JoinRule> rules, Map<String, Object> claims, Set<String> unheard) {
        for (var rule : rules) {
            if (rule.claim != null && unheard.contains(rule.claim)) return Optional.empty();
            if (rule.fits(claims)) return Optional.of(rule);
        }
        return Optional.empty();
    }

    /**
     * What lifecycle-service is told of him.
     *
     * @param email null for none that can be believed
     * @throws IllegalArgumentException if a name is longer than any is
     */
    public WorkerAttributes worker(Map<String, Object> claims, @Nullable String email) {
        var given = text(claims, "given_name");
        var family = text(claims, "family_name");
        var whole = text(claims, "name")
                .or(() -> text(claims, "preferred_username"))
                .orElse(NONE);
        return new WorkerAttributes(
                given.isEmpty() && family.isEmpty() ? whole : given.orElse(NONE),
                family.orElse(NONE),
                email == null || !MailAddress.is(email) ? null : email,
                department,
                title == null ? NONE : title,
                country == null ? WorkerForm.NO_COUNTRY : country,
                null);
    }

    /** For people. */
    String words() {
        return "takes in " + (claim == null ? "everybody" : "whoever has " + value + " in " + claim) + " as "
                + department;
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
