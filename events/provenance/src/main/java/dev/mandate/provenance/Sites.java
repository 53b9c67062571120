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

/**
 * Whose a host is: all hosts below a domain that can be registered are of whoever registered it, as the public suffix list says, but for those
 * of hosts where anybody gets a mailbox or a page.
 *
 * @see <a href="https://publicsuffix.org/list/">public suffix list</a>
 */
final class Sites {
    private static final Set<String> SHARED = listed();

    private Sites() {}

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

    /** Another mailbox or page there is mostly somebody else's. */
    static boolean shared(String site) {
        return SHARED.contains(site);
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
