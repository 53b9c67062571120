package dev.mandate.authz.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Failure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks authz-service. Whatever goes wrong is a denial that says so in {@link Decision#failure}; no method throws for it and no
 * future fails. Connections are kept open and shared; a client is for all threads, and there need be only one.
 */
public final class AuthzClient {
    private static final String PATH = "/access/v1/";

    private final Transport transport;
    private final Supplier<String> token;
    private final @Nullable HolderKey key;
    private final Set<String> understood;
    private final boolean forCallers;

    private AuthzClient(
            Transport transport,
            Supplier<String> token,
            @Nullable HolderKey key,
            Set<String> understood,
            boolean forCallers) {
        this.transport = transport;
        this.token = token;
        this.key = key;
        this.understood = understood;
        this.forCallers = forCallers;
    }

    /** How many of several questions are decided. */
    public enum Semantic {
        /** All of them. */
        EXECUTE_ALL,
        /** Up to the first denial. */
        DENY_ON_FIRST_DENY,
        /** Up to the first allow. */
        PERMIT_ON_FIRST_PERMIT
    }

    /** @param replicas base URLs; a session's questions go to one of them while it answers */
    public static Builder of(URI... replicas) {
        return new Builder(List.of(replicas));
    }

    /** The same client, over the same connections, asking with another token, which is a bearer's. */
    public AuthzClient as(Supplier<String> other) {
        return new AuthzClient(transport, other, null, understood, forCallers);
    }

    /**
     * The same client in a server that asks with the token of whoever calls it: the address from which the server asks isn't his, and his isn't
     * known.
     */
    public AuthzClient forCallers() {
        return new AuthzClient(transport, token, key, understood, true);
    }

    /** One question. */
    public CompletableFuture<Decision> ask(Question question) {
        return post(
                "evaluation",
                question.affinity(),
                question.json(),
                reply -> Decision.of(reply.body(), understood, reply.requestId()),
                Decision::none);
    }

    /**
     * What the answer would be, where nobody means to do it. It is on record as such and counts nowhere; what runs by it runs without a
     * decision. Not for agents.
     */
    public CompletableFuture<DryRun> dryRun(Question question) {
        return post(
                "evaluation/dry-run",
                question.affinity(),
                question.json(),
                reply -> new DryRun(Decision.of(reply.body(), understood, reply.requestId())),
                failure -> new DryRun(Decision.none(failure)));
    }

    /** One question; waits for the answer, for as long as the client's timeout at most. */
    public Decision decide(Question question) {
        return ask(question).join();
    }

    /**
     * What became of a call that was allowed, so that the next one of its session is decided by it.
     *
     * @param question that was answered by {@code decision}; its session's replica is told
     */
    public CompletableFuture<Told> tell(Question question, Decision decision, Outcome outcome) {
        return send(
                "/decisions/" + decision.id() + "/outcome",
                question.affinity(),
                outcome.json(decision.context().path("document").asBoolean(false)),
                reply -> new Told(reply.body().path("recorded").asBoolean(false), null),
                failure -> new Told(false, failure));
    }

    /**
     * Whether it was taken.
     *
     * @param recorded it is on record; without a failure it will be
     * @param failure why it is told nobody; null where it was taken
     */
    public record Told(boolean recorded, @Nullable Failure failure) {}

    /**
     * Several questions in one request, to the replica of the first one's session. There is an answer to each, in their order;
     * those that were not decided are denials, {@link Kind#NOT_ASKED}.
     */
    public CompletableFuture<List<Decision>> askAll(List<Question> questions, Semantic semantic) {
        if (questions.isEmpty()) return CompletableFuture.completedFuture(List.of());
        var body = Map.of(
                "evaluations",
                questions.stream().map(Question::json).toList(),
                "options",
                Map.of("evaluations_semantic", semantic.name().toLowerCase(Locale.ROOT)));
        return post(
                "evaluations",
                questions.get(0).affinity(),
                body,
                reply -> decisions(reply.body().path("evaluations"), questions.size(), semantic, reply.requestId()),
                failure -> questions.stream()
                        .map(question -> Decision.none(failure))
                        .toList());
    }

    private List<Decision> decisions(JsonNode answers, int asked, Semantic semantic, String requestId) {
        var decisions = new ArrayList<Decision>();
        for (var i = 0; i < asked; i++) {
            var answer = answers.get(i);
            var missing = semantic == Semantic.EXECUTE_ALL || i == 0 ? Kind.UNREADABLE : Kind.NOT_ASKED;
            decisions.add(
                    answer == null
                            ? Decision.none(new Failure(missing, 200, "there is no answer to this one", requestId))
                            : Decision.of(answer, understood, requestId));
        }
        return List.copyOf(decisions);
    }

    /** Who may do it? The subject's type counts, its id doesn't. Takes the scope {@code decisions:gateway}. */
    public CompletableFuture<Found> subjects(Question question, @Nullable String after, int limit) {
        return search("subject", "id", question, after, limit);
    }

    /** On what may the subject do it? The resource's type counts, its id doesn't. */
    public CompletableFuture<Found> resources(Question question, @Nullable String after, int limit) {
        return search("resource", "id", question, after, limit);
    }

    /** What may the subject do with the resource? */
    public CompletableFuture<Found> actions(Question question, @Nullable String after, int limit) {
        return search("action", "name", question, after, limit);
    }

    private CompletableFuture<Found> search(
            String sought, String member, Question question, @Nullable String after, int limit) {
        var body = new HashMap<>(question.json());
        body.put(
                "page",
                after == null || after.isEmpty() ? Map.of("limit", limit) : Map.of("limit", limit, "token", after));
        return post(
                "search/" + sought,
                question.affinity(),
                body,
                reply -> Found.of(reply.body(), member, reply.requestId()),
                Found::none);
    }

    /** On which of the asking application's resources of this type? {@link FilterSql} asks a database for them. */
    public CompletableFuture<Filter> filter(Question asked) {
        var all = asked.ofAll();
        return post("filter", asked.affinity(), all, it -> Filter.of(it.body(), it.requestId()), Filter::none);
    }

    /**
     * What agents could do in tasks of the person whose token the client shows, as far as it depends on him and on no call. Leaves no record.
     *
     * @param tools ids in the catalogue, 200 at most
     */
    public CompletableFuture<Prospects> prospects(Collection<String> tools) {
        if (tools.isEmpty()) return CompletableFuture.completedFuture(new Prospects(Map.of(), null));
        return send(
                "/prospects",
                tools.iterator().next(),
                Map.of("tools", tools),
                reply -> Prospects.of(reply.body(), tools, reply.requestId()),
                failure -> Prospects.none(tools, failure));
    }

    private record Answered(JsonNode body, String requestId) {}

    private <T> CompletableFuture<T> post(
            String path, String affinity, Object body, Function<Answered, T> read, Function<Failure, T> none) {
        return send(PATH + path, affinity, body, read, none);
    }

    /** The token that the next request would show; empty where there is none. */
    String token() {
        var shown = token.get();
        return shown == null ? "" : shown;
    }

    private <T> CompletableFuture<T> send(
            String path, String affinity, Object body, Function<Answered, T> read, Function<Failure, T> none) {
        String bearer;
        try {
            bearer = token.get();
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(none.apply(Failure.unsent(Kind.NO_TOKEN, "no token: " + e)));
        }
        if (bearer == null || bearer.isEmpty())
            return CompletableFuture.completedFuture(none.apply(Failure.unsent(Kind.NO_TOKEN, "there is no token")));
        return transport
                .post(path, affinity, new Transport.Credential(bearer, key, forCallers), body)
                .thenApply(reply -> {
                    var failure = reply.failure();
                    if (failure != null) return none.apply(failure);
                    var answer = reply.body();
                    return answer == null
                            ? none.apply(new Failure(Kind.UNREADABLE, 200, "the answer is empty", reply.requestId()))
                            : read.apply(new Answered(answer, reply.requestId()));
                });
    }

    /** What a client is made of; everything has a default but the token. */
    public static final class Builder {
        private final List<URI> replicas;
        private Duration timeout = Duration.ofSeconds(5);
        private Duration connectTimeout = Duration.ofSeconds(1);
        private Duration rest = Duration.ofSeconds(1);
        private int most = 256;
        private Set<String> understood = Set.of();
        private @Nullable HolderKey key;

        private Builder(List<URI> replicas) {
            if (replicas.isEmpty()) throw new IllegalArgumentException("name at least one replica");
            this.replicas = replicas;
        }

        /** For an answer, whatever it takes to get one: waiting, connecting, and asking other replicas. */
        public Builder timeout(Duration longest) {
            this.timeout = longest;
            return this;
        }

        /** For a connection to one replica. */
        public Builder connectTimeout(Duration longest) {
            this.connectTimeout = longest;
            return this;
        }

        /** For which a replica that did not answer is asked last. */
        public Builder rest(Duration after) {
            this.rest = after;
            return this;
        }

        /** Requests under way at once; ten times as many may wait. */
        public Builder concurrency(int requests) {
            this.most = requests;
            return this;
        }

        /** Types of obligations that whoever uses the client does when an answer asks for it. An allow with others is a denial. */
        public Builder fulfilling(String... types) {
            this.understood = Set.of(types);
            return this;
        }

        /** Tokens are bound to this key, as those of gateways must be. */
        public Builder boundTo(HolderKey holder) {
            this.key = holder;
            return this;
        }

        /** @param token gives the access token for each request; so it renews it, and should keep it meanwhile */
        public AuthzClient as(Supplier<String> token) {
            return new AuthzClient(
                    new Transport(replicas, timeout, connectTimeout, rest, most), token, key, understood, false);
        }
    }
}
