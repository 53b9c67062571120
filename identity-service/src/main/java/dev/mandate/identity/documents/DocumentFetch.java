package dev.mandate.identity.documents;

import dev.mandate.identity.outgoing.OutgoingHttp;
import dev.mandate.identity.outgoing.OutgoingHttp.Answer;
import dev.mandate.messaging.result.Result;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Gets a document from where anybody says that it is; how many are on the way is bounded too. */
@ApplicationScoped
class DocumentFetch {
    private static final int LONGEST = 5 * 1024; // as the draft recommends
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;
    private static final String TLS = "client-documents";

    private final OutgoingHttp http;
    private final Semaphore places = new Semaphore(AT_ONCE);

    DocumentFetch(Vertx vertx, TlsConfigurationRegistry tls, ClientDocumentConfig config) {
        this.http =
                new OutgoingHttp(vertx, tls.get(TLS), AT_ONCE, PATIENCE, config.clientDocumentsOnLoopback(), Set.of());
    }

    /** @return refused with why, in words */
    Uni<Result<Answer, String>> get(URI url) {
        return http.get(url, LONGEST, places)
                .map(result ->
                        result.because(why -> why.equals(OutgoingHttp.TOO_MANY) ? why + "; please try again" : why));
    }
}
