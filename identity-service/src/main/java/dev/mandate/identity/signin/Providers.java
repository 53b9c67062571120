package dev.mandate.identity.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.identity.keys.SecretSeal;
import dev.mandate.identity.sessions.Vouchers;
import dev.mandate.identity.upstream.UpstreamClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The issuers by which people sign in on pages. Every method needs a session, {@link #held} a transaction. */
@ApplicationScoped
public class Providers implements Vouchers {
    /** As many as a page can show. Those that are stopped take no place. */
    static final int MOST = 20;

    private final IssuerStore store;
    private final SecretSeal seal;

    Providers(IssuerStore store, SecretSeal seal) {
        this.store = store;
        this.seal = seal;
    }

    /** One that a page offers. */
    public record Offered(String id, String name, String issuer) {}

    /** Those that aren't stopped, by their names. */
    public Uni<List<Offered>> offered() {
        return store.providers(MOST)
                .map(rows -> rows.stream()
                        .map(row -> new Offered(
                                String.valueOf(row.providerId),
                                row.terms().orElseThrow().name(),
                                row.issuer))
                        .sorted(Comparator.comparing(Offered::name).thenComparing(Offered::id))
                        .toList());
    }

    /** Empty for one that is unknown or stopped. */
    public Uni<Optional<Provider>> find(String id) {
        return store.provider(id).map(found -> found.flatMap(this::provider));
    }

    /** Empty for one that is unknown or stopped, or by which nobody signs in on a page. */
    public Uni<Optional<Provider>> by(String issuer) {
        return store.findById(issuer).map(row -> Optional.ofNullable(row).flatMap(this::provider));
    }

    /** As {@link #find}, and it stays so until the transaction ends. Whoever stops it ends what came of it before, and waits for this. */
    public Uni<Optional<Provider>> held(Provider known, Instant now) {
        return store.held(known.issuer())
                .map(found -> found.filter(row -> row.counts(now)).flatMap(this::provider));
    }

    @Override
    public Uni<Boolean> counts(String issuer, Instant at) {
        return store.findById(issuer).map(row -> row != null && row.provider != null && row.counts(at));
    }

    @Override
    public Uni<List<String>> stopped() {
        return store.formerProviders()
                .map(rows -> rows.stream().map(row -> row.issuer).toList());
    }

    private Optional<Provider> provider(IssuerRow row) {
        if (row.stoppedReason != null) return Optional.empty();
        return row.terms()
                .map(terms -> new Provider(
                        String.valueOf(row.providerId),
                        terms,
                        new UpstreamClient(
                                row.issuer,
                                terms.clientId(),
                                terms.authentication(),
                                row.clientSecret == null
                                        ? null
                                        : new String(seal.open(ownerOf(row.issuer), row.clientSecret), UTF_8),
                                terms.scopes()),
                        AcrValues.parse(row.acrValues),
                        row.devices(),
                        row.surfaces()));
    }

    static String ownerOf(String issuer) {
        return "client secret at " + issuer;
    }
}
