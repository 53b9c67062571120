package dev.mandate.identity.adoption;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.identity.identities.MailDomain;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * By what a directory's user is found to be somebody whom an HR system has already. Each that the user has is looked at, and all that find
 * somebody have to find the same one.
 *
 * @param by none where the directory adopts nobody
 * @param domains in lower case: only addresses in these find somebody
 */
public record AdoptionRule(Set<By> by, Set<String> domains) {
    /** Nobody is adopted. */
    public static final AdoptionRule NONE = new AdoptionRule(Set.of(), Set.of());

    /** What of the directory's user is compared. */
    public enum By {
        /** {@code employeeNumber} of the enterprise extension, with the HR system's employee id. */
        EMPLOYEE_NUMBER("employeeNumber"),
        /** {@code externalId}, with the HR system's employee id. */
        EXTERNAL_ID("externalId"),
        /** The address that counts first, with the HR system's. Whoever writes addresses there says by it who somebody is. */
        EMAIL("email");

        private final String text;

        By(String text) {
            this.text = text;
        }

        @JsonValue
        public String text() {
            return text;
        }

        /** @throws IllegalArgumentException if it is none, in words */
        static By parse(String text) {
            return Arrays.stream(values())
                    .filter(by -> by.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("employeeNumber, externalId or email"));
        }
    }

    public AdoptionRule {
        by = by.isEmpty() ? Set.of() : EnumSet.copyOf(by);
        domains = new TreeSet<>(domains);
        if (by.contains(By.EMAIL) == domains.isEmpty())
            throw new IllegalArgumentException("domains are named where email is, and nowhere else");
    }

    /** Whether this address may find somebody. */
    public boolean covers(@Nullable String address) {
        return by.contains(By.EMAIL)
                && MailDomain.of(address).filter(domains::contains).isPresent();
    }

    /** Nobody is found by it whom the other wouldn't find too. */
    boolean within(AdoptionRule other) {
        return other.by.containsAll(by) && other.domains.containsAll(domains);
    }

    /** For people. */
    String words() {
        if (by.isEmpty()) return "nobody";
        var names = by.stream().map(By::text).toList();
        return "people by " + String.join(" or ", names)
                + (domains.isEmpty() ? "" : ", of addresses in " + String.join(", ", domains));
    }

    static AdoptionRule read(String matching, String mailDomains) {
        var by = EnumSet.noneOf(By.class);
        for (var name : matching.split(" ")) if (!name.isEmpty()) by.add(By.valueOf(name.toUpperCase(Locale.ROOT)));
        var domains = new TreeSet<>(Arrays.asList(mailDomains.split(" ")));
        domains.remove("");
        return new AdoptionRule(by, domains);
    }
}
