package dev.mandate.identity.transmitters;

import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a transmitter is to be asked, as somebody wants it. Everything was checked.
 *
 * @param tokenUrl to which we show a secret for a token; null where we have one that lasts
 * @param sealed {@link PollAccess}, in base64
 */
record WantedPoll(String url, @Nullable String tokenUrl, String sealed) {
    /** It is asked at once. */
    void become(PollRow row, Instant now) {
        row.url = url;
        row.sealed = Base64.getDecoder().decode(sealed);
        row.attempts = 0;
        row.problem = null;
        row.nextAt = now;
        row.leasedUntil = now;
    }

    /** For people. */
    String words() {
        return "its signals are asked for at " + url
                + (tokenUrl == null ? "" : ", by a token for which " + tokenUrl + " is shown a secret");
    }
}
