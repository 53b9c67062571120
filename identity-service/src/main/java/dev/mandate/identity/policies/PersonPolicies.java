package dev.mandate.identity.policies;

import dev.mandate.authz.client.AuthzClient;
import dev.mandate.authz.client.Failure;
import dev.mandate.authz.client.Prospects;
import dev.mandate.authz.client.Prospects.Kind;
import dev.mandate.authz.client.Prospects.Prospect;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.tokens.AskingTokens;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks authz-service in the name of who looks at a page what agents could do for him: for its words alone. Without an answer in time the page is the
 * same without them, since each call is decided anyway. Never in a transaction, which would hold a connection meanwhile.
 */
@ApplicationScoped
@Startup
public class PersonPolicies {
    /** Of one page. */
    public static final int MOST = 200;

    private static final Logger LOG = Logger.getLogger(PersonPolicies.class);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Under way; more wait no longer than their pages do. */
    private static final int AT_ONCE = 32;

    private static final int LONGEST_WORDS = 400;

    private final AskingTokens tokens;
    private final Optional<AuthzClient> authz;

    /** @throws IllegalArgumentException at the start, and not at the first page, for a patience that no page has */
    PersonPolicies(AskingTokens tokens, PolicyConfig config) {
        this.tokens = tokens;
        var patience = config.patience();
        if (patience.isNegative() || patience.isZero() || patience.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("mandate.authz.patience must be more than nothing and at most a second");
        this.authz = config.urls().map(urls -> client(urls, patience));
    }

    private static AuthzClient client(List<URI> urls, Duration patience) {
        return AuthzClient.of(urls.toArray(URI[]::new))
                .timeout(patience)
                .connectTimeout(patience)
                .concurrency(AT_ONCE)
                .as(() -> "");
    }

    /** @param tools ids in the catalogue; of more than {@link #MOST} the first */
    public Uni<PolicyWords> of(CurrentSignIn him, Collection<String> tools) {
        var asked = tools.stream().distinct().limit(MOST).toList();
        if (authz.isEmpty() || asked.isEmpty()) return Uni.createFrom().item(PolicyWords.NONE);
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            return Uni.createFrom()
                    .completionStage(authz.get().as(() -> tokens.of(him)).prospects(asked))
                    .emitOn(task -> context.runOnContext(ignored -> task.run()))
                    .invoke(PersonPolicies::note)
                    .map(PersonPolicies::words);
        });
    }

    private static void note(Prospects prospects) {
        var failure = prospects.failure();
        if (failure == null) return;
        // Who may not ask is misconfigured; that it is down, or busy, its own probes say.
        var level = failure.kind() == Failure.Kind.REFUSED ? Logger.Level.WARN : Logger.Level.DEBUG;
        LOG.log(level, "a page is shown without what policies say: " + failure.message());
    }

    static PolicyWords words(Prospects prospects) {
        var refused = new HashMap<String, String>();
        var asked = new HashMap<String, String>();
        var told = new HashSet<String>();
        prospects.tools().forEach((tool, prospect) -> {
            if (prospect.kind() == Kind.UNKNOWN) return;
            told.add(tool);
            if (prospect.kind() == Kind.REFUSED) refused.put(tool, words(prospect));
            if (prospect.kind() == Kind.ASKED) asked.put(tool, words(prospect));
        });
        return new PolicyWords(refused, asked, told);
    }

    /** Authors of policies write them; a sentence that the page ends itself. */
    private static String words(Prospect prospect) {
        var plain = PlainText.shown(prospect.explanation().strip());
        var cut = plain.length() > LONGEST_WORDS ? plain.substring(0, LONGEST_WORDS) + "…" : plain;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
