package dev.mandate.messaging.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.HmacSha256;
import dev.mandate.messaging.http.OutgoingUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * JSON by POST. {@code Mandate-Signature} is {@code sha256=} and, in hexadecimal, the HMAC of the text of
 * {@code Mandate-Timestamp} (seconds since 1970), a dot and the body; {@code Mandate-Event} is the same for each try.
 */
public final class Webhook<M extends WebhookBody> implements Output<M> {
    private static final int MIN_SECRET = 32;
    /** Of this body; whatever else is no success is the same for the next message: a wrong path or secret, a receiver that is busy. */
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    private final URI url;
    private final HmacSha256 secret;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient http;

    /**
     * @param setting under which its URL and secret are configured, for whoever has to correct them: {@code mandate.outputs.webhook.soc}
     * @param url {@code https}, or {@code http} on this machine; redirects are not followed
     * @param secret key of the signature, at least 32 characters
     * @param timeout of an answer
     */
    public Webhook(String setting, URI url, String secret, Duration timeout, InstantSource clock) {
        if (secret.length() < MIN_SECRET)
            throw new IllegalArgumentException(
                    "set " + setting + ".secret to at least " + MIN_SECRET + " characters; it has " + secret.length());
        if (!OutgoingUrl.isPrivate(url))
            throw new IllegalArgumentException(
                    "set " + setting + ".url to an https URL, or an http URL of this machine; it is " + url);
        if (url.getHost() == null)
            throw new IllegalArgumentException("set " + setting + ".url to a URL that names a host; it is " + url);
        this.url = url;
        this.secret = HmacSha256.by(secret);
        this.timeout = timeout;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void send(M message) throws OutputRefused, IOException, InterruptedException {
        var body = message.body();
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        var request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Mandate-Event", message.id())
                .header("Mandate-Timestamp", timestamp)
                .header("Mandate-Signature", "sha256=" + secret.hex((timestamp + ".").getBytes(UTF_8), body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var status = answered(request);
        if (REFUSALS.contains(status)) throw new OutputRefused("answered " + status);
        if (status / 100 != 2) throw new IOException("answered " + status);
    }

    /** The timeout of a request ends with the answer's headers; its body may come for ever. */
    private int answered(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.sendAsync(request, BriefAnswer.handler());
        try {
            return answer.get(timeout.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
                    .statusCode();
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("its answer did not end in " + timeout.multipliedBy(2), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException away ? away : new IOException(e.getCause());
        }
    }
}
