package dev.mandate.identity.transmitters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import dev.mandate.messaging.result.Result;
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

    private static final int FOUND = 200;
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

    /** Refused with why, for people, where it doesn't answer as it should. */
    Result<PollAnswer, String> ask(String issuer, PollAccess access, PollAsk ask) {
        return authorization(issuer, access)
                .then(header ->
                        asked(URI.create(access.url()), "application/json", header, Buffer.buffer(ask.json()), LONGEST))
                .then(answer -> answered(issuer, answer));
    }

    private Result<PollAnswer, String> answered(String issuer, Answer answer) {
        if (answer.status() == 401) tokens.remove(issuer);
        if (answer.status() != FOUND) return Result.refused("its host answers " + answer.status());
        if (!answer.whole()) return Result.refused("its answer is longer than " + LONGEST / 1024 + " KiB");
        return PollAnswer.read(answer.body().getBytes())
                .map(Result::<PollAnswer, String>done)
                .orElseGet(() -> Result.refused("its answer is not as RFC 8936 has it"));
    }

    private Result<String, String> authorization(String issuer, PollAccess access) {
        if (access.authorization() != null) return Result.done(access.authorization());
        var had = tokens.get(issuer);
        if (had != null && had.access().equals(access) && clock.instant().isBefore(had.until()))
            return Result.done(had.authorization());
        if (access.client() == null) return Result.refused("it isn't known by what it is asked; register it anew");
        return token(access, access.client()).map(got -> {
            tokens.put(issuer, got);
            return got.authorization();
        });
    }

    private Result<Token, String> token(PollAccess access, PollAccess.OurClient client) {
        var scope = client.scope() == null ? "" : "&scope=" + URLEncoder.encode(client.scope(), UTF_8);
        return asked(
                        URI.create(client.tokenUrl()),
                        "application/x-www-form-urlencoded",
                        new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret()))
                                .toHTTPAuthorizationHeader(),
                        Buffer.buffer("grant_type=client_credentials" + scope),
                        LONGEST_TOKEN)
                .then(answer -> token(access, answer));
    }

    private Result<Token, String> token(PollAccess access, Answer answer) {
        var given = answer.status() == FOUND && answer.whole() ? read(answer) : null;
        var token = given == null ? "" : given.path("access_token").asText();
        if (given == null || token.isBlank() || !token.chars().allMatch(c -> c > 0x20 && c < 0x7f))
            return Result.refused("its token endpoint gives no token, and answers " + answer.status());
        var seconds = given.path("expires_in").asLong(TOKEN_SECONDS);
        var until = clock.instant()
                .plusSeconds(Math.min(Math.max(seconds, 0), LONGEST_TOKEN_SECONDS))
                .minus(SPARE);
        return Result.done(new Token(access, "Bearer " + token, until));
    }

    private static @Nullable JsonNode read(Answer answer) {
        try {
            return EventJson.mapper().readTree(answer.body().getBytes());
        } catch (IOException e) {
            return null;
        }
    }

    private Result<Answer, String> asked(URI url, String type, String authorization, Buffer body, int longest) {
        var headers = Map.of("Content-Type", type, "Authorization", authorization);
        try {
            return Result.done(
                    http.ask(new Question(HttpMethod.POST, url, headers, body), status -> status == FOUND, longest)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return Result.refused(OutgoingHttp.why(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return Result.refused("its host doesn't answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.refused("this replica ended meanwhile");
        }
    }
}
