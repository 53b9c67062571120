package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mandate.authz.engine.decisions.Demand;
import dev.mandate.authz.engine.decisions.Question;
import dev.mandate.authz.engine.decisions.Verdict;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One evaluation, or AuthZEN's boxcarred ones. An item that can't be decided is a denial with its error; the others go on. */
@Singleton
class Evaluations {
    private static final int MOST = 200;

    /** What items inherit counts once for each, so that a small request doesn't become many large records. */
    private static final int MOST_INHERITED = 1024 * 1024;

    private static final byte[] BEGINNING = "{\"evaluations\":[".getBytes(US_ASCII);
    private static final byte[] END = "]}".getBytes(US_ASCII);

    private static final List<String> INHERITED = List.of("subject", "action", "resource", "context");

    private final Decisions decisions;
    private final Asking asking;

    private final ObjectWriter writer;

    Evaluations(Decisions decisions, Asking asking, ObjectMapper mapper) {
        this.decisions = decisions;
        this.asking = asking;
        this.writer = mapper.writerFor(Answer.class);
    }

    /** An answer as it is sent, in JSON. */
    private record Given(boolean allowed, byte[] json) {}

    enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        static Semantic of(Member body) {
            var options = body.optionalObject("options");
            var name = options == null ? null : options.optionalText("evaluations_semantic");
            if (options == null || name == null) return EXECUTE_ALL;
            return switch (name) {
                case "execute_all" -> EXECUTE_ALL;
                case "deny_on_first_deny" -> DENY_ON_FIRST_DENY;
                case "permit_on_first_permit" -> PERMIT_ON_FIRST_PERMIT;
                default ->
                    throw options.wrong(
                            "evaluations_semantic",
                            "must be execute_all, deny_on_first_deny or permit_on_first_permit");
            };
        }

        boolean endsWith(boolean allowed) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !allowed;
                case PERMIT_ON_FIRST_PERMIT -> allowed;
            };
        }
    }

    /** In JSON. */
    CompletionStage<byte[]> one(Member body, Caller caller, RequestFacts facts) {
        var evaluation = Evaluation.of(body);
        return decisions
                .decide(asking.question(evaluation, caller, facts), evaluation.demands(), this::given)
                .thenApply(Given::json);
    }

    /** In JSON. */
    CompletionStage<byte[]> several(Member body, Caller caller, RequestFacts facts) {
        var semantic = Semantic.of(body);
        var items = items(body);
        if (items.isEmpty()) return one(body, caller, facts);
        if (semantic != Semantic.EXECUTE_ALL)
            return inTurn(items, 0, new ArrayList<>(), semantic, caller, facts).thenApply(Evaluations::json);
        return together(items.stream().map(item -> asked(item, caller, facts)).toList())
                .thenApply(Evaluations::json);
    }

    private CompletionStage<List<Given>> inTurn(
            List<Member> items, int at, List<Given> answers, Semantic semantic, Caller caller, RequestFacts facts) {
        return answer(asked(items.get(at), caller, facts)).thenCompose(answer -> {
            answers.add(answer);
            if (at + 1 == items.size() || semantic.endsWith(answer.allowed()))
                return CompletableFuture.completedFuture(answers);
            return inTurn(items, at + 1, answers, semantic, caller, facts);
        });
    }

    private Given given(Verdict verdict) {
        return given(Answer.of(verdict));
    }

    private Given given(Answer answer) {
        try {
            return new Given(answer.decision(), writer.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] json(List<Given> answers) {
        var json = new ByteArrayOutputStream(64 + answers.size() * 1500);
        json.writeBytes(BEGINNING);
        for (var at = 0; at < answers.size(); at++) {
            if (at > 0) json.write(',');
            json.writeBytes(answers.get(at).json());
        }
        json.writeBytes(END);
        return json.toByteArray();
    }

    /** An item of which the question is known, or why there is none. */
    private record Asked(
            @Nullable Question question,
            List<Demand> demands,
            @Nullable Given failed) {}

    private Asked asked(Member item, Caller caller, RequestFacts facts) {
        try {
            var evaluation = Evaluation.of(item);
            var question = asking.question(evaluation, caller, facts);
            return new Asked(question, evaluation.demands(), null);
        } catch (ProblemException e) {
            var problem = e.problem();
            var field = problem.field() == null ? "" : problem.field() + ": ";
            return new Asked(null, List.of(), given(Answer.failed(problem.status(), field + problem.title())));
        }
    }

    private CompletableFuture<Given> answer(Asked one) {
        var question = one.question();
        if (question == null) return CompletableFuture.completedFuture(Objects.requireNonNull(one.failed()));
        return decisions.decide(question, one.demands(), this::given);
    }

    /** Waits once for all, unless some of them demand that more is known first. */
    private CompletableFuture<List<Given>> together(List<Asked> all) {
        if (all.stream().anyMatch(one -> !one.demands().isEmpty()))
            return Decisions.all(all.stream().map(this::answer).toList());
        var questions = new ArrayList<Question>();
        for (var one : all) {
            var question = one.question();
            if (question != null) questions.add(question);
        }
        return decisions.decideAll(questions, this::given).thenApply(given -> {
            var next = given.iterator();
            return all.stream()
                    .map(one -> {
                        var failed = one.failed();
                        return failed == null ? next.next() : failed;
                    })
                    .toList();
        });
    }

    static List<Member> items(Member body) {
        var node = body.node().get("evaluations");
        if (node == null || node.isNull()) return List.of();
        if (!node.isArray()) throw body.wrong("evaluations", "must be an array");
        if (node.size() > MOST) throw body.wrong("evaluations", "must have at most " + MOST + " items");
        if (inherited(body.node(), node) > MOST_INHERITED)
            throw body.wrong("evaluations", "must inherit less: give each item its own context");
        var items = new ArrayList<Member>();
        for (int i = 0; i < node.size(); i++) items.add(item(body.node(), node.get(i), "/evaluations/" + i));
        return items;
    }

    private static long inherited(JsonNode defaults, JsonNode items) {
        var characters = 0L;
        for (var name : INHERITED) {
            if (!defaults.hasNonNull(name)) continue;
            long length = defaults.get(name).toString().length();
            for (var item : items) if (!item.hasNonNull(name)) characters += length;
        }
        return characters;
    }

    private static Member item(JsonNode defaults, JsonNode own, String pointer) {
        if (!own.isObject()) throw new ProblemException(400, "invalid-body", "An item must be an object", pointer);
        var whole = JsonNodeFactory.instance.objectNode();
        for (var name : INHERITED) {
            var value = own.hasNonNull(name) ? own.get(name) : defaults.get(name);
            if (value != null) whole.set(name, value);
        }
        return new Member(whole, pointer);
    }
}
