package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.decisions.DecisionPipeline;
import dev.mandate.authz.engine.decisions.PendingJudgement;
import dev.mandate.authz.engine.decisions.answers.Prospect;
import dev.mandate.authz.engine.decisions.answers.Sifting;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Decides and records. */
public final class Decisions {
    /** Of a session that several replicas are asked about without pause. */
    private static final int MOST_OVERTAKEN = 4;

    private final DecisionPipeline pipeline;
    private final PendingJudgement judgement;
    private final DecisionLog log;
    private final DecisionMeter meter;
    private final DemandedState demanded;
    private final JudgementPatience patience;

    public Decisions(
            DecisionPipeline pipeline,
            DecisionLog log,
            DecisionMeter meter,
            DemandedState demanded,
            JudgementPatience patience) {
        this.pipeline = pipeline;
        this.judgement = pipeline.judgement();
        this.log = log;
        this.meter = meter;
        this.demanded = demanded;
        this.patience = patience;
    }

    /**
     * Once everything is known here that is demanded, or else a denial. Where only that stands in the way that the risk job has yet to judge
     * what was read, once it has, or patience is over. Whatever goes wrong while deciding is a verdict that denies.
     *
     * @param told what is made of the verdict, as soon as it is there and its parts are in this core's caches; nobody sees it before
     *     the verdict may be given, and if another takes its place it is made of that
     * @param here where to go on after something was waited for
     */
    public <T> CompletableFuture<T> decide(
            Question question, List<Demand> demands, Function<Verdict, T> told, Executor here) {
        if (demands.isEmpty()) return goingOn(here, decideJudged(question, told, here));
        return goingOn(here, demanded.unmet(demands).toCompletableFuture())
                .thenCompose(unmet -> goingOn(
                        here,
                        unmet.isEmpty()
                                ? decideJudged(question, told, here)
                                : tooEarly(question, unmet).thenApply(denial -> metered(denial, told.apply(denial)))));
    }

    /** A denial is looked at before it is recorded: what is decided once more is the only answer. */
    private <T> CompletableFuture<T> decideJudged(Question question, Function<Verdict, T> told, Executor here) {
        var verdict = timed(() -> pipeline.claim(question));
        if (!judgement.awaitedBy(verdict)) return kept(verdict, told, here, 1);
        return patience.until(() -> judgement.isOver(verdict), here)
                .map(over -> over.thenCompose(any -> decideAnywhere(question, told, here)))
                .orElseGet(() -> kept(verdict, told, here, 1));
    }

    /**
     * The same on whichever thread hears of its record: for many that are waited for together, and go on together. What is decided anew
     * is so where the first was.
     */
    private <T> CompletableFuture<T> decideAnywhere(Question question, Function<Verdict, T> told, Executor here) {
        return decideAnywhere(question, told, here, 1);
    }

    private <T> CompletableFuture<T> decideAnywhere(
            Question question, Function<Verdict, T> told, Executor here, int tries) {
        return kept(timed(() -> pipeline.claim(question)), told, here, tries);
    }

    private <T> CompletableFuture<T> kept(Verdict verdict, Function<Verdict, T> told, Executor here, int tries) {
        var kept = log.keep(verdict);
        var early = told.apply(verdict);
        return kept.thenCompose(answer -> {
            if (given(verdict, answer) == verdict) return CompletableFuture.completedFuture(metered(verdict, early));
            // Now what overtook it is known, and the answer says what that means.
            if (answer.reason() == Reason.SESSION_UNKNOWN && verdict.allowed() && tries < MOST_OVERTAKEN)
                return CompletableFuture.supplyAsync(
                                () -> decideAnywhere(verdict.question(), told, here, tries + 1), here)
                        .thenCompose(Function.identity());
            return CompletableFuture.completedFuture(metered(answer, told.apply(answer)));
        });
    }

    /** @param told what is made of the answer, which is one only now: what was decided anew was none */
    private <T> T metered(Verdict answer, T told) {
        meter.answered(answer);
        return told;
    }

    private Verdict given(Verdict verdict, Verdict answer) {
        if (verdict.allowed() && !answer.allowed()) pipeline.release(verdict);
        return answer;
    }

    /** Each as if it were asked alone, in the order of the questions. */
    public <T> CompletableFuture<List<T>> decideAll(
            List<Question> questions, Function<Verdict, T> told, Executor here) {
        return goingOn(
                here,
                all(questions.stream()
                        .map(question -> decideAnywhere(question, told, here))
                        .toList()));
    }

    /** Once each of them is there, in their order. */
    public static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> some) {
        return CompletableFuture.allOf(some.toArray(CompletableFuture[]::new))
                .thenApply(done -> some.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Verdict> tooEarly(Question question, List<Demand> unmet) {
        var missing = unmet.stream().map(Demand::toString).collect(Collectors.joining(", "));
        return log.keep(pipeline.refuse(
                question,
                "at_least_as_fresh",
                Reason.NOT_YET_FRESH,
                unmet.get(0).stream(),
                missing + " has not arrived here; it changes once it has, if there is such a revision."));
    }

    private static <T> CompletableFuture<T> goingOn(Executor here, CompletableFuture<T> result) {
        if (result.isDone()) return result;
        var there = new CompletableFuture<T>();
        result.whenComplete((value, failure) -> here.execute(() -> {
            if (failure == null) there.complete(value);
            else there.completeExceptionally(failure);
        }));
        return there;
    }

    /** Without a record: what the answer would be. Nothing may be done on the strength of it. */
    public Verdict preview(Question question) {
        return timed(() -> pipeline.decide(question));
    }

    /** Whether whoever asks may know of it: with other arguments or at another time the answer could be yes. Nothing is recorded. */
    public boolean conceivable(Question question) {
        return pipeline.conceivable(question);
    }

    /** What can be said of calls that a person's agents would make for him, before there is one. Nothing is recorded. */
    public Prospect prospect(Question question) {
        return pipeline.prospect(question);
    }

    /**
     * Which resources of an application's type it may be done with, once that is on record: an allow leaves then, or there is none. What can't be
     * told as a filter is no answer, and leaves no record.
     */
    public CompletableFuture<Sifting> sift(Question question, Executor here) {
        var began = System.nanoTime();
        var sifting = pipeline.sift(question);
        meter.decided(System.nanoTime() - began);
        var verdict = sifting.verdict();
        if (verdict == null) return CompletableFuture.completedFuture(sifting);
        return goingOn(here, log.keep(verdict).thenApply(answer -> new Sifting(metered(answer, answer), List.of())));
    }

    private Verdict timed(Supplier<Verdict> deciding) {
        var began = System.nanoTime();
        var verdict = deciding.get();
        meter.decided(System.nanoTime() - began);
        return verdict;
    }
}
