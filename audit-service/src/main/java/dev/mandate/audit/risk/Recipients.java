package dev.mandate.audit.risk;

import java.net.IDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds to whom a call hands something. A recipient is a value that <em>is</em> an address or a URL, under whatever name
 * and however deep; an address in the middle of a text is not one. A bare host counts under names that speak of a destination.
 */
final class Recipients {
    private static final Pattern MAIL =
            Pattern.compile("(?:[^<>@]*<)?\\s*(?:mailto:)?([^\\s<>@\"]{1,128}@[^\\s<>@,;]{1,255}?)>?");
    private static final Pattern URL = Pattern.compile(
            "(?i)[a-z][a-z0-9+.-]{0,15}:[/\\\\]{2}(?:[^/?#@\\\\]{0,256}@)?(\\[[^\\]]{1,64}\\]|[^/?#:\\\\]{1,255}).*",
            Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(?:[\\p{L}\\p{N}_-]{1,63}\\.)+[\\p{L}\\p{N}-]{2,63}\\.?");
    private static final Set<String> DESTINATIONS = Set.of(
            "to",
            "cc",
            "bcc",
            "recipient",
            "recipients",
            "host",
            "hostname",
            "domain",
            "url",
            "uri",
            "endpoint",
            "address",
            "destination");

    /** @param domain in lower case, without a dot at the end */
    record Recipient(String address, String domain) {}

    private Recipients() {}

    /** @param arguments flattened */
    static List<Recipient> of(Map<String, List<Object>> arguments) {
        var found = new ArrayList<Recipient>();
        arguments.forEach((name, values) -> {
            for (var value : values) if (value instanceof String text) add(name, text, found);
        });
        return found.stream().distinct().limit(64).toList();
    }

    private static void add(String name, String text, List<Recipient> found) {
        var url = URL.matcher(text.strip());
        if (url.matches()) {
            found.add(new Recipient(text.strip(), domain(url.group(1))));
            return;
        }
        var parts = text.split("[,;\\n]");
        if (parts.length > 64) return;
        var all = new ArrayList<Recipient>();
        for (var part : parts) {
            var stripped = part.strip();
            if (stripped.isEmpty()) continue;
            var mail = MAIL.matcher(stripped);
            if (mail.matches()) {
                var address = mail.group(1).toLowerCase(Locale.ROOT);
                all.add(new Recipient(address, domain(address.substring(address.indexOf('@') + 1))));
            } else if (speaksOfDestination(name) && HOST.matcher(stripped).matches()) {
                all.add(new Recipient(stripped, domain(stripped)));
            } else if (!speaksOfDestination(name) && !stripped.matches("[^@]{1,64}")) {
                return;
            }
        }
        found.addAll(all);
    }

    private static boolean speaksOfDestination(String name) {
        var last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return DESTINATIONS.contains(last) || Arrays.stream(last.split("[_-]")).anyMatch(DESTINATIONS::contains);
    }

    private static String domain(String host) {
        var plain = host.toLowerCase(Locale.ROOT);
        while (plain.endsWith(".") || plain.endsWith(">")) plain = plain.substring(0, plain.length() - 1);
        try {
            return IDN.toASCII(plain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return plain;
        }
    }
}
