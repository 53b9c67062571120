package dev.mandate.identity.transmitters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a transmitter, where two people have it that it is asked. */
@ApplicationScoped
class PollHttp {
    /** For one answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Its look-up and all. */
    private static final Duration AT_MOST = PATIENCE.multipliedBy(3);

    /** As many signals as are asked for, of the longest that are taken. */
    private static final int LONGEST = 512 * 1024;

    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final long TOKEN_SECONDS = 60;
    private static final long LONGEST_TOKEN_SECONDS = 3600;
    private static final Duration SPARE = Duration.ofSeconds(10);
    private static final String TLS = "transmitters";

    private final OutgoingHttp http;
    private final InstantSource clock;

    /** Of each transmitter. */
    private final ConcurrentHashMap<String, Token> tokens = new ConcurrentHashMap<>();

    PollHttp(Vertx vertx, TlsConfigurationRegistry tls, TransmitterConfig config, InstantSource clock) {
        this.http = new OutgoingHttp(
                vertx,
                tls.get(TLS),
                SignalPolls.AT_ONCE,
                PATIENCE,
                config.onLoopback(),
                config.privateHosts().orElse(Set.of()));
        this.clock = clock;
    }

    private record Token(PollAccess access, String authorization, Instant until) {}

    /** Nothing was got, for the reason that its message says to people. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String why) {
            super(why);
        }
    }

    PollAnswer ask(PollRow poll, PollAccess access, PollAsk ask) throws Failed, InterruptedException {
        var headers = Map.of("Content-Type", "application/json", "Authorization", authorization(poll.issuer, access));
        var answer =
                asked(new Question(HttpMethod.POST, URI.create(poll.url), headers, Buffer.buffer(ask.json())), LONGEST);
        if (answer.status() == 401) tokens.remove(poll.issuer);
        if (answer.status() != 200) throw new Failed("its host answers " + answer.status());
        if (!answer.whole()) throw new Failed("its answer is longer than " + LONGEST / 1024 + " KiB");
        return PollAnswer.read(answer.body().getBytes())
                .orElseThrow(() -> new Failed("its answer is not as RFC 8936 has it"));
    }

    private String authorization(String issuer, PollAccess access) throws Failed, InterruptedException {
        if (access.authorization() != null) return access.authorization();
        var had = tokens.get(issuer);
        if (had != null && had.access().equals(access) && clock.instant().isBefore(had.until()))
            return had.authorization();
        var got = token(access);
        tokens.put(issuer, got);
        return got.authorization();
    }

    private Token token(PollAccess access) throws Failed, InterruptedException {
        var client = access.client();
        if (client == null) throw new Failed("it isn't known by what it is asked; register it anew");
        var form = "grant_type=client_credentials" + (client.scope() == null ? "" : "&scope=" + coded(client.scope()));
        var basic =
                Base64.getEncoder().encodeToString((coded(client.id()) + ':' + coded(client.secret())).getBytes(UTF_8));
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", "Basic " + basic);
        var answer = asked(
                new Question(HttpMethod.POST, URI.create(client.tokenUrl()), headers, Buffer.buffer(form)),
                LONGEST_TOKEN);
        var given = answer.status() == 200 && answer.whole() ? read(answer) : null;
        var token = given == null ? "" : given.path("access_token").asText();
        if (given == null || token.isBlank() || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f))
            throw new Failed("its token endpoint gives no token, and answers " + answer.status());
        var seconds = given.path("expires_in").asLong(TOKEN_SECONDS);
        var until = clock.instant()
                .plusSeconds(Math.min(Math.max(seconds, 0), LONGEST_TOKEN_SECONDS))
                .minus(SPARE);
        return new Token(access, "Bearer " + token, until);
    }

    private static @Nullable JsonNode read(Answer answer) {
        try {
            return EventJson.mapper().readTree(answer.body().getBytes());
        } catch (IOException e) {
            return null;
        }
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private Answer asked(Question question, int longest) throws Failed, InterruptedException {
        try {
            return http.ask(question, status -> status == 200, longest)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new Failed(OutgoingHttp.why(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            throw new Failed("its host doesn't answer");
        }
    }
}
