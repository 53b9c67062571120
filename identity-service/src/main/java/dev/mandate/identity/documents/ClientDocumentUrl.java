package dev.mandate.identity.documents;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a client id is the address of a document, by the letter of the draft: https, a host, a path without dot segments, and neither
 * user, query nor fragment.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00#section-3">OAuth Client ID Metadata
 *     Document, draft 00, section 3</a>
 */
public final class ClientDocumentUrl {
    private static final String SCHEME = "https://";

    /** So that it fits wherever a client is named. */
    private static final int LONGEST = 200;

    private ClientDocumentUrl() {}

    /** Whether it is meant to be one; nobody registers such an id. */
    public static boolean isMeant(String clientId) {
        return clientId.startsWith(SCHEME);
    }

    /** Empty for one that is none. */
    static Optional<URI> of(String clientId) {
        if (!isMeant(clientId)
                || clientId.length() > LONGEST
                || !clientId.chars().allMatch(c -> c > 0x20 && c < 0x7f)) return Optional.empty();
        try {
            var url = new URI(clientId);
            var host = url.getHost();
            var path = url.getRawPath();
            var good = host != null
                    && host.equals(host.toLowerCase(Locale.ROOT))
                    && path != null
                    && path.length() > 1
                    && !("/" + path + "/").contains("/./")
                    && !("/" + path + "/").contains("/../")
                    && !path.toLowerCase(Locale.ROOT).contains("%2e")
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            return good ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
