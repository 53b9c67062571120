package dev.mandate.provenance;

import com.google.common.net.InternetDomainName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose a host is: all hosts below a domain that can be registered are of whoever registered it, as the public suffix list says, but for those
 * of hosts where anybody gets a mailbox or a page.
 *
 * @see <a href="https://publicsuffix.org/list/">public suffix list</a>
 */
final class Sites {
    /** In the list, behind hosts whose paths begin with whose they are. */
    private static final String OWNER = "/<owner>";

    /** In the list, before names with which such paths begin that are nobody's. */
    private static final String SECTION = "/";

    private static final Set<String> LISTED = listed();
    private static final Set<String> SECTIONS = LISTED.stream()
            .filter(line -> line.startsWith(SECTION))
            .map(line -> line.substring(SECTION.length()))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OWNER_FIRST = LISTED.stream()
            .filter(line -> line.endsWith(OWNER))
            .map(line -> line.substring(0, line.length() - OWNER.length()))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SHARED = Stream.concat(
                    LISTED.stream().filter(line -> line.indexOf('/') < 0), OWNER_FIRST.stream())
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Kept for documents, so that nobody can have them: there is no mailbox, and no page but one that says so. Names within {@code .example}
     * and {@code .test} are used at home.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc2606#section-3">RFC 2606 section 3</a>
     */
    private static final Set<String> NOBODYS = Set.of("example.com", "example.net", "example.org");

    private Sites() {}

    static boolean nobodys(String host) {
        return NOBODYS.contains(lastTwo(host));
    }

    /** The domain, in ASCII, that somebody registered to have this host; the host itself where none can be told. */
    static String of(String host) {
        var ascii = OutboundUrls.ascii(host);
        try {
            var name = InternetDomainName.from(ascii);
            if (name.isUnderPublicSuffix()) return name.topPrivateDomain().toString();
            return name.hasPublicSuffix() ? ascii : lastTwo(ascii);
        } catch (IllegalArgumentException e) {
            return ascii; // no name that could be registered
        }
    }

    /** Somebody registered it, or a domain above it, under a suffix that is known. */
    static boolean registered(String host) {
        try {
            return InternetDomainName.from(OutboundUrls.ascii(host)).isUnderPublicSuffix();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Names below it are registered by whoever wants one, or it is no name. */
    static boolean suffix(String site) {
        try {
            return InternetDomainName.from(OutboundUrls.ascii(site)).isPublicSuffix();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Another mailbox or page there is mostly somebody else's. */
    static boolean shared(String site) {
        return SHARED.contains(site);
    }

    /**
     * What stands at one speaks for the other: a host is its owner's, but where everybody has pages under one name only what is below the page
     * itself, or, where paths begin with whose they are, below that name.
     */
    static boolean ofOneOwner(Identifier one, Identifier other) {
        var host = other.host();
        if (host == null || !one.sharesHost(other)) return false;
        if (!shared(of(host))) return true;
        if (one.isOf(other)) return true;
        if (!OWNER_FIRST.contains(host) || !host.equals(one.host()) || one.climbs()) return false;
        var owner = owner(one);
        return !owner.isEmpty() && !SECTIONS.contains(owner) && owner.equals(owner(other));
    }

    /** The first name in a path; empty where there is none. */
    private static String owner(Identifier page) {
        var value = page.value();
        var from = value.indexOf('/') + 1;
        if (from == 0) return "";
        var to = from;
        while (to < value.length() && "/?#".indexOf(value.charAt(to)) < 0) to++;
        return value.substring(from, to);
    }

    /** Of a name below no suffix that is known, such as within an organisation. */
    private static String lastTwo(String host) {
        var dot = host.lastIndexOf('.');
        return host.substring(host.lastIndexOf('.', dot - 1) + 1);
    }

    private static Set<String> listed() {
        var list = Objects.requireNonNull(Sites.class.getResourceAsStream("shared-hosts.txt"));
        try (var reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(Predicate.not(line -> line.isBlank() || line.startsWith("#")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("the list of shared hosts can't be read", e);
        }
    }
}
