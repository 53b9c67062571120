package dev.mandate.identity.documents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Client.Application;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.outgoing.CacheControl;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Applications by the document that they publish. It becomes a client once a person agrees to it, so that whoever only names an address
 * leaves nothing behind. Needs a session.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00">OAuth Client ID Metadata Document,
 *     draft 00</a>
 */
@ApplicationScoped
public class ClientDocuments {
    private static final Duration USUAL = Duration.ofHours(1);

    private final Clients clients;
    private final DocumentFetch fetch;
    private final ClientDocumentConfig config;
    private final InstantSource clock;
    private final Cache<String, Kept> cache =
            Caffeine.newBuilder().maximumSize(1_000).build();

    ClientDocuments(Clients clients, DocumentFetch fetch, ClientDocumentConfig config, InstantSource clock) {
        this.clients = clients;
        this.fetch = fetch;
        this.config = config;
        this.clock = clock;
    }

    private record Kept(ClientDocument document, Instant until) {}

    /** Whether anybody signs himself up. */
    public boolean isOn() {
        return config.clientDocuments() != ClientDocumentConfig.Policy.OFF;
    }

    /**
     * One that is stopped is as it was when somebody agreed to it last.
     *
     * @return refused with what the person is told who was sent here
     */
    public Uni<Result<Client, String>> find(String id) {
        var url = ClientDocumentUrl.of(id);
        if (url.isEmpty() || !allows(config, url.get()))
            return Result.nowRefused("No application of this id may sign people in.");
        return clients.find(id).chain(known -> {
            if (known.isPresent() && known.get().stopped()) return Result.nowDone(known.get());
            var voidBefore = known.map(Client::tokensVoidBefore).orElse(null);
            return document(url.get())
                    .map(found -> found.map(document -> Client.selfRegistered(
                            id,
                            Set.copyOf(config.clientDocumentScopes()),
                            named(url.get(), document),
                            GrantTypes.OF_APPLICATIONS,
                            new Application(document.redirectUris(), Set.of(), null, true, document.idTokens(), false),
                            voidBefore)));
        });
    }

    /** By its host first, since anybody calls himself what he likes. */
    private static String named(URI url, ClientDocument document) {
        return document.name().equals(url.getHost()) ? url.getHost() : url.getHost() + " (" + document.name() + ")";
    }

    static boolean allows(ClientDocumentConfig config, URI url) {
        return switch (config.clientDocuments()) {
            case OFF -> false;
            case KNOWN ->
                config.clientDocumentPublishers()
                        .filter(known -> known.contains(url.getHost()))
                        .isPresent();
            case OPEN -> true;
        };
    }

    private Uni<Result<ClientDocument, String>> document(URI url) {
        var kept = cache.getIfPresent(url.toString());
        if (kept != null && clock.instant().isBefore(kept.until())) return Result.nowDone(kept.document());
        return fetch.get(url)
                .map(fetched -> fetched.then(answer -> ClientDocument.read(
                                        url, answer.body().getBytes())
                                .map(document -> new Kept(
                                        document,
                                        clock.instant().plus(CacheControl.age(answer.cacheControl(), USUAL)))))
                        .<ClientDocument>map(read -> {
                            cache.put(url.toString(), read);
                            return read.document();
                        })
                        .because(why -> "What the application publishes of itself can't be taken: " + why + "."));
    }
}
