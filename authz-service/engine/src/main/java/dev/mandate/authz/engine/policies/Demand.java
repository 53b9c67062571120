package dev.mandate.authz.engine.policies;

import dev.mandate.events.authz.Approvers;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Obligation.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a policy asks for by {@code @obligation("…")}: {@code step_up:<acr>}, {@code approval}, {@code notification:<to>} or
 * {@code session_termination}; several are separated by semicolons. {@code approval:role:<role>} says who has to approve, and
 * {@code approval:acr:<acr>} how he has to sign in for it, both with a comma between.
 *
 * @param value as in {@link Obligation}
 */
record Demand(Kind kind, @Nullable String value) {
    static final String ANNOTATION = "obligation";
    private static final String FORMS =
            "an obligation is step_up:<acr>, approval (also :role:<role>, :acr:<acr> or :role:<role>,acr:<acr>),"
                    + " notification:<to> or session_termination";
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e&&[^;]]{1,200}");
    private static final Map<String, Kind> WITH_VALUE =
            Map.of("step_up", Kind.STEP_UP, "notification", Kind.NOTIFICATION, "approval", Kind.APPROVAL);
    private static final Map<String, Kind> ALONE =
            Map.of("approval", Kind.APPROVAL, "session_termination", Kind.SESSION_TERMINATION);

    /** Nobody can meet it, which is what becomes of an obligation that can't be read. */
    private static final List<Demand> UNREADABLE = List.of(new Demand(Kind.APPROVAL, "unreadable"));

    /** @throws IllegalArgumentException if any part of it is unknown */
    static List<Demand> parse(String annotation) {
        return Arrays.stream(annotation.split(";", -1))
                .map(String::trim)
                .map(Demand::one)
                .toList();
    }

    /** Of a policy that was published when nobody looked at its obligations. */
    static List<Demand> ofPublished(String annotation) {
        try {
            return parse(annotation);
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }

    /** Why an annotation can't be published; null if it can. */
    static @Nullable String refusal(String annotation, String value) {
        if (!annotation.equals(ANNOTATION)) return null;
        try {
            parse(value);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static Demand one(String text) {
        var parts = text.split(":", 2);
        var value = parts.length == 2 ? parts[1] : null;
        var kind = value == null ? ALONE.get(parts[0]) : WITH_VALUE.get(parts[0]);
        if (kind == null
                || (value != null && !VALUE.matcher(value).matches())
                || (kind == Kind.APPROVAL && Approvers.parse(value).isEmpty()))
            throw new IllegalArgumentException(FORMS + ", not " + (text.isEmpty() ? "empty" : text));
        return new Demand(kind, value);
    }

    /** A permit with it counts only once that has been done; of an approval that is known elsewhere. */
    boolean open(Authentication known) {
        return switch (kind) {
            case APPROVAL -> true;
            case STEP_UP -> !String.valueOf(value).equals(known.acr());
            case NOTIFICATION, SESSION_TERMINATION -> false;
        };
    }

    Obligation of(String policy) {
        return new Obligation(kind, value, policy);
    }
}
