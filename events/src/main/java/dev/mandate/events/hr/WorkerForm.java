package dev.mandate.events.hr;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a worker's attributes where they are taken in, and not where they are read: what is on record from before stays
 * readable.
 */
public final class WorkerForm {
    /** Of whom nobody says which one: ISO 3166-1 leaves it to its users, and Unicode's CLDR calls it unknown. */
    public static final String NO_COUNTRY = "ZZ";

    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

    private WorkerForm() {}

    /** ISO 3166-1 alpha-2, in capitals. */
    public static boolean isCountry(String text) {
        return COUNTRIES.contains(text);
    }

    /** What is wrong, and what to send instead; empty where nothing is. The value itself is not repeated: it is about a person. */
    public static Optional<String> mistake(WorkerAttributes attributes) {
        var email = attributes.email();
        if (email != null && !MailAddress.is(email))
            return Optional.of("email must be a mail address, such as ada.lovelace@acme.example, or be left out");
        if (!isCountry(attributes.country()) && !attributes.country().equals(NO_COUNTRY))
            return Optional.of("country must be two capital letters of ISO 3166-1, such as DE, or " + NO_COUNTRY
                    + " where it isn't known");
        return Optional.empty();
    }
}
