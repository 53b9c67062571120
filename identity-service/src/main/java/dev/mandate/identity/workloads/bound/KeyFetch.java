package dev.mandate.identity.workloads.bound;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Signatures;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Gets public keys from where an issuer publishes them; how many are on the way is bounded. */
@ApplicationScoped
class KeyFetch {
    private static final int LONGEST = 64 * 1024;
    private static final int MOST_KEYS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final int FOUND = 200;
    private static final String TLS = "workload-issuers";

    /** What a SPIFFE bundle calls keys of JWT-SVIDs, beside those of certificates. */
    private static final String OF_SVIDS = "jwt-svid";

    private final OutgoingHttp http;
    private final Semaphore places = new Semaphore(AT_ONCE);

    KeyFetch(Vertx vertx, TlsConfigurationRegistry tls, PlatformConfig config) {
        var options = new HttpClientOptions().setSsl(true).setMaxPoolSize(AT_ONCE);
        tls.get(TLS).ifPresent(trusting -> options.setTrustOptions(trusting.getTrustStoreOptions()));
        this.http = new OutgoingHttp(
                vertx,
                options,
                PATIENCE,
                config.onLoopback(),
                config.privateHosts().orElse(Set.of()));
    }

    /** @param cacheControl as its publisher says */
    record Fetched(JWKSet keys, String cacheControl) {}

    /**
     * Why there are none.
     *
     * @param why in words for the log
     * @param asked false where nobody was asked, for lack of room
     */
    record Failure(String why, boolean asked) {}

    Uni<Result<Fetched, Failure>> get(String url) {
        if (!places.tryAcquire()) return Result.nowRefused(new Failure("too many are asked for at this moment", false));
        var question = new Question(HttpMethod.GET, URI.create(url), Map.of(), Buffer.buffer());
        var answered = http.ask(question, status -> status == FOUND, LONGEST).onComplete(ignored -> places.release());
        return Uni.createFrom()
                .completionStage(answered.toCompletionStage())
                .map(KeyFetch::fetched)
                .onFailure()
                .recoverWithItem(failure -> Result.refused(String.valueOf(failure.getMessage())))
                .map(result -> result.because(why -> new Failure(why, true)));
    }

    private static Result<Fetched, String> fetched(Answer answer) {
        if (answer.status() != FOUND) return Result.refused("its host answers " + answer.status());
        if (!answer.whole()) return Result.refused("it is longer than " + LONGEST + " bytes");
        return read(answer.body().toString()).map(keys -> new Fetched(keys, answer.cacheControl()));
    }

    /** Public keys alone; of a SPIFFE bundle those of JWT-SVIDs. */
    static Result<JWKSet, String> read(String text) {
        try {
            var keys = new ArrayList<JWK>();
            for (var key : JWKSet.parse(text).getKeys()) {
                if (key.isPrivate() || !OF_SVIDS.equals(use(key)) && !signs(key)) continue;
                var members = new HashMap<>(key.toJSONObject());
                members.remove("use");
                var plain = JWK.parse(members);
                if (!Signatures.of(plain).isEmpty()) keys.add(plain);
            }
            if (keys.isEmpty() || keys.size() > MOST_KEYS)
                return Result.refused("it has no key, or more than " + MOST_KEYS);
            return Result.done(new JWKSet(keys));
        } catch (ParseException e) {
            return Result.refused("it is no JWK set");
        }
    }

    private static boolean signs(JWK key) {
        return use(key).isEmpty() || use(key).equals("sig");
    }

    private static String use(JWK key) {
        return key.getKeyUse() == null ? "" : key.getKeyUse().getValue();
    }
}
