package dev.mandate.events.authz;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who has to approve, and how he has signed in, as the value of an {@link Obligation} of kind approval says it:
 * {@code role:finance}, {@code acr:urn:mandate:acr:mfa} or {@code role:finance,acr:urn:mandate:acr:mfa}.
 *
 * @param role whoever has it; null for who answers for the call
 * @param acr how he has signed in; null where any sign-in will do
 */
public record Approvers(@Nullable String role, @Nullable String acr) {
    /** Who answers for the call, however he has signed in. */
    public static final Approvers ACCOUNTABLE = new Approvers(null, null);

    private static final String ROLE = "role:";
    private static final String ACR = "acr:";
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e&&[^,;]]{1,150}");

    /** @return empty for a text that says nothing of the kind: then nobody can approve */
    public static Optional<Approvers> parse(@Nullable String value) {
        if (value == null) return Optional.of(ACCOUNTABLE);
        var parts = value.split(",", -1);
        var first = parts[0];
        var role = first.startsWith(ROLE) ? first.substring(ROLE.length()) : null;
        var acr = parts[parts.length - 1].startsWith(ACR) ? parts[parts.length - 1].substring(ACR.length()) : null;
        var named = (role == null ? 0 : 1) + (acr == null ? 0 : 1);
        var whole = named == parts.length && is(role) && is(acr);
        return whole ? Optional.of(new Approvers(role, acr)) : Optional.empty();
    }

    private static boolean is(@Nullable String name) {
        return name == null || NAME.matcher(name).matches();
    }
}
