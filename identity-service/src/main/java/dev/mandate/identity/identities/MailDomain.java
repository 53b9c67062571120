package dev.mandate.identity.identities;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Domains of mail addresses, in lower case; a subdomain is another. */
public final class MailDomain {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")+");

    private MailDomain() {}

    /** Of an address; empty where it is none. */
    public static Optional<String> of(@Nullable String address) {
        if (address == null || address.indexOf('@') < 1) return Optional.empty();
        return Optional.of(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }

    /** @throws IllegalArgumentException if it is no domain, in words */
    public static String parse(String text) {
        var domain = text.toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(domain).matches()) throw new IllegalArgumentException("a domain, such as corp.example");
        return domain;
    }
}
