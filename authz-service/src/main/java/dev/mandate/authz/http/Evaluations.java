package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.outcomes.OwedOutcomes;
import dev.mandate.authz.recording.ResultFields;
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
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation, or AuthZEN's boxcarred ones. An item that can't be decided is a denial with its error; the others go on. What is left
 * to do after records were acknowledged is done where the request is.
 */
@Singleton
class Evaluations {
    private static final byte[] BEGINNING = "{\"evaluations\":[".getBytes(US_ASCII);
    private static final byte[] END = "]}".getBytes(US_ASCII);

    private final Decisions decisions;
    private final CallerAuthorization authorization;
    private final OwedOutcomes owed;
    private final ResultFields fields;
    private final Receipts receipts;
    private final ObjectWriter writer;

    Evaluations(
            Decisions decisions,
            CallerAuthorization authorization,
            OwedOutcomes owed,
            ResultFields fields,
            Receipts receipts,
            ObjectMapper mapper) {
        this.decisions = decisions;
        this.authorization = authorization;
        this.owed = owed;
        this.fields = fields;
        this.receipts = receipts;
        this.writer = mapper.writerFor(Answer.class);
    }

    /** An answer as it is sent, in JSON. */
    private record Given(boolean allowed, byte[] json) {}

    /** In JSON. */
    CompletionStage<byte[]> one(Member body, Caller caller, RequestFacts facts, Executor here) {
        var evaluation = Evaluation.of(body);
        return decisions
                .decide(authorization.question(evaluation, caller, facts), evaluation.demands(), this::given, here)
                .thenApply(Given::json);
    }

    /** In JSON. */
    CompletionStage<byte[]> dryRun(Member body, Caller caller, RequestFacts facts, Executor here) {
        var evaluation = Evaluation.of(body);
        return decisions
                .decide(authorization.dryRun(evaluation, caller, facts), evaluation.demands(), this::given, here)
                .thenApply(Given::json);
    }

    /** In JSON. */
    CompletionStage<byte[]> several(Batch batch, Caller caller, RequestFacts facts, Executor here) {
        if (batch.semantic() != Batch.Semantic.EXECUTE_ALL)
            return inTurn(batch, new ArrayList<>(), item -> answer(asked(item, caller, facts), here))
                    .thenApply(Evaluations::json);
        var all = batch.items().stream().map(item -> asked(item, caller, facts)).toList();
        return together(all, here).thenApply(Evaluations::json);
    }

    private static CompletionStage<List<Given>> inTurn(
            Batch batch, List<Given> answers, Function<Member, CompletableFuture<Given>> asked) {
        return asked.apply(batch.items().get(answers.size())).thenCompose(answer -> {
            answers.add(answer);
            if (answers.size() == batch.items().size() || batch.semantic().endsWith(answer.allowed()))
                return CompletableFuture.completedFuture(answers);
            return inTurn(batch, answers, asked);
        });
    }

    private Given given(Verdict verdict) {
        owed.given(verdict);
        return given(Answer.of(verdict, hasFields(verdict), receipt(verdict)));
    }

    private @Nullable String receipt(Verdict verdict) {
        var receipt = verdict.receipt() == null ? null : receipts.of(verdict.id());
        return receipt == null ? null : receipt.shown();
    }

    private boolean hasFields(Verdict verdict) {
        return verdict.allowed()
                && verdict.question().resourceType().equals("tool")
                && !fields.of(verdict.question().resourceId()).isEmpty();
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
            var question = authorization.question(evaluation, caller, facts);
            return new Asked(question, evaluation.demands(), null);
        } catch (ProblemException e) {
            var problem = e.problem();
            var field = problem.field() == null ? "" : problem.field() + ": ";
            return new Asked(null, List.of(), given(Answer.failed(problem.status(), field + problem.title())));
        }
    }

    private CompletableFuture<Given> answer(Asked one, Executor here) {
        var question = one.question();
        if (question == null) return CompletableFuture.completedFuture(Objects.requireNonNull(one.failed()));
        return decisions.decide(question, one.demands(), this::given, here);
    }

    /** Waits once for all, unless some of them demand that more is known first. */
    private CompletableFuture<List<Given>> together(List<Asked> all, Executor here) {
        if (all.stream().anyMatch(one -> !one.demands().isEmpty()))
            return Decisions.all(all.stream().map(one -> answer(one, here)).toList());
        var questions = new ArrayList<Question>();
        for (var one : all) {
            var question = one.question();
            if (question != null) questions.add(question);
        }
        return decisions.decideAll(questions, this::given, here).thenApply(given -> {
            var next = given.iterator();
            return all.stream()
                    .map(one -> {
                        var failed = one.failed();
                        return failed == null ? next.next() : failed;
                    })
                    .toList();
        });
    }
}
