package dev.mandate.identity.signals;

import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Question;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Set;

/** Sends something to where a client has it that it is sent. */
@ApplicationScoped
class PushClient {
    private static final int LONGEST_ANSWER = 2 * 1024;

    private static final String TLS = "signals";

    private final OutgoingHttp http;

    PushClient(Vertx vertx, TlsConfigurationRegistry tls, SignalConfig config) {
        this.http = new OutgoingHttp(
                vertx,
                tls.get(TLS),
                PushDelivery.AT_ONCE,
                config.pushPatience(),
                config.onLoopback(),
                config.privateHosts().orElse(Set.of()));
    }

    /** @param body where it refused */
    record Answer(int status, String body) {
        boolean isTaken() {
            return status / 100 == 2;
        }

        /** RFC 8935 section 2.4: it says why. */
        static boolean isRefusal(int status) {
            return status == 400;
        }
    }

    /** Fails with words for the log. */
    Future<Answer> post(Outgoing it) {
        var headers = new HashMap<>(it.headers());
        headers.put("Content-Type", it.contentType());
        var question = new Question(HttpMethod.POST, it.url(), headers, Buffer.buffer(it.body()));
        return http.ask(question, Answer::isRefusal, LONGEST_ANSWER)
                .map(answer -> new Answer(answer.status(), answer.body().toString()));
    }
}
