package dev.mandate.authz.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mandate.authz.decisions.Decisions;
import dev.mandate.authz.decisions.Question;
import dev.mandate.authz.freshness.Demand;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** AuthZEN's boxcarred evaluations. An item that can't be decided is a denial with its error; the others go on. */
@Singleton
class Evaluations {
    private static final int MOST = 200;

    /** What items inherit counts once for each, so that a small request doesn't become many large records. */
    private static final int MOST_INHERITED = 1024 * 1024;

    private static final List<String> INHERITED = List.of("subject", "action", "resource", "context");

    private final Decisions decisions;
    private final Asking asking;

    Evaluations(Decisions decisions, Asking asking) {
        this.decisions = decisions;
        this.asking = asking;
    }

    record All(List<Answer> evaluations) {}

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

    CompletionStage<Object> answer(Member body, Caller caller, RequestFacts facts) {
        var semantic = Semantic.of(body);
        var items = items(body);
        if (items.isEmpty()) {
            var evaluation = Evaluation.of(body);
            var question = asking.question(evaluation, caller, facts);
            return decisions.decide(question, evaluation.demands()).thenApply(Answer::of);
        }
        if (semantic != Semantic.EXECUTE_ALL)
            return inTurn(items, 0, new ArrayList<>(), semantic, caller, facts).thenApply(All::new);
        return together(items.stream().map(item -> asked(item, caller, facts)).toList())
                .thenApply(All::new);
    }

    private CompletionStage<List<Answer>> inTurn(
            List<Member> items, int at, List<Answer> answers, Semantic semantic, Caller caller, RequestFacts facts) {
        return answer(asked(items.get(at), caller, facts)).thenCompose(answer -> {
            answers.add(answer);
            if (at + 1 == items.size() || semantic.endsWith(answer.decision()))
                return CompletableFuture.completedFuture(answers);
            return inTurn(items, at + 1, answers, semantic, caller, facts);
        });
    }

    /** An item of which the question is known, or why there is none. */
    private record Asked(
            @Nullable Question question,
            List<Demand> demands,
            @Nullable Answer failed) {}

    private Asked asked(Member item, Caller caller, RequestFacts facts) {
        try {
            var evaluation = Evaluation.of(item);
            var question = asking.question(evaluation, caller, facts);
            return new Asked(question, evaluation.demands(), null);
        } catch (ProblemException e) {
            var problem = e.problem();
            var field = problem.field() == null ? "" : problem.field() + ": ";
            return new Asked(null, List.of(), Answer.failed(problem.status(), field + problem.title()));
        }
    }

    private CompletableFuture<Answer> answer(Asked one) {
        var question = one.question();
        if (question == null) return CompletableFuture.completedFuture(Objects.requireNonNull(one.failed()));
        return decisions.decide(question, one.demands()).thenApply(Answer::of);
    }

    /** Waits once for all, unless some of them demand that more is known first. */
    private CompletableFuture<List<Answer>> together(List<Asked> all) {
        if (all.stream().anyMatch(one -> !one.demands().isEmpty()))
            return Decisions.all(all.stream().map(this::answer).toList());
        var questions = new ArrayList<Question>();
        for (var one : all) {
            var question = one.question();
            if (question != null) questions.add(question);
        }
        return decisions.decideAll(questions).thenApply(verdicts -> {
            var next = verdicts.iterator();
            return all.stream()
                    .map(one -> {
                        var failed = one.failed();
                        return failed == null ? Answer.of(next.next()) : failed;
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
