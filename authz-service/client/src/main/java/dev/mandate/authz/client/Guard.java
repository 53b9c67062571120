package dev.mandate.authz.client;

import dev.mandate.authz.client.AuthzClient.Told;
import dev.mandate.authz.client.Outcome.Status;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the tools of an agent's own process: a call is decided with its arguments, made if it is allowed, and what became of it is told before
 * its answer is given, so that the agent's next call is decided by it. Whatever goes wrong before the call is a call that isn't made. Immutable, for
 * all threads; it blocks, so that it is no guest of event loops.
 */
public final class Guard {
    private static final System.Logger LOG = System.getLogger(Guard.class.getName());
    private static final Duration BETWEEN_ASKING = Duration.ofSeconds(2);
    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final Duration LONGEST_BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final int TOLD_ALREADY = 409;
    private static final int TOLD_TOO_MUCH = 429;

    private final AuthzClient authz;
    private final Duration patience;
    private final @Nullable URI console;
    private final BiConsumer<Decision, Failure> untold;

    private Guard(AuthzClient authz, Duration patience, @Nullable URI console, BiConsumer<Decision, Failure> untold) {
        this.authz = authz;
        this.patience = patience;
        this.console = console;
        this.untold = untold;
    }

    /** @param authz that asks with the agent's own token, which is bound to its task */
    public static Guard of(AuthzClient authz) {
        return new Guard(
                authz,
                Duration.ZERO,
                null,
                (decision, failure) -> LOG.log(
                        System.Logger.Level.WARNING,
                        () -> "what became of " + decision.id() + " is not told, which restricts its session: "
                                + failure.message()));
    }

    /** A call that waits for a person's yes is asked about again until he has answered, for so long at most; else it ends in {@link CallHeld} at once. */
    public Guard waiting(Duration most) {
        return new Guard(authz, most, console, untold);
    }

    /** Where people answer, for {@link CallHeld#page}. */
    public Guard console(URI at) {
        return new Guard(authz, patience, at, untold);
    }

    /** Who hears of calls that were made and of which nothing could be told; by default the log. */
    public Guard untold(BiConsumer<Decision, Failure> hears) {
        return new Guard(authz, patience, console, hears);
    }

    /** The same for an agent that acts by another token. */
    public Guard as(Supplier<String> token) {
        return new Guard(authz.as(token), patience, console, untold);
    }

    /** The same in a server that asks with the token of whoever calls it, from an address that isn't his. */
    public Guard forCallers() {
        return new Guard(authz.forCallers(), patience, console, untold);
    }

    /**
     * Makes the call if it is allowed. What it throws is told as its outcome, and thrown on. An answer that isn't all there, such as a stream or a future,
     * or that is an object of other kinds than lists, maps and records are, counts as one that anything may have been in.
     *
     * @param tool as the catalogue calls it
     * @param arguments that it is called with, all of them: they are what is decided
     * @throws CallDenied if it was not made; {@link CallHeld} if a person's yes would change that
     */
    public <T extends @Nullable Object> T call(String tool, Map<String, ?> arguments, Callable<T> call)
            throws Exception {
        return call(
                tool,
                arguments,
                call,
                answer -> Outcome.of(Status.SUCCEEDED, AnswerText.of(answer)).with(answer));
    }

    /**
     * As above.
     *
     * @param became what an answer means, and how a model reads it
     */
    public <T extends @Nullable Object> T call(
            String tool, Map<String, ?> arguments, Callable<T> call, Function<? super T, Outcome> became)
            throws Exception {
        var allowed = allow(tool, arguments);
        T answer;
        try {
            answer = call.call();
        } catch (Exception | Error e) {
            allowed.tell(Outcome.of(Status.FAILED, e.toString()));
            throw e;
        }
        allowed.tell(outcome(answer, became));
        return answer;
    }

    /**
     * For a call that can't be made in one piece, such as one whose answer comes later: once it is allowed it is to be made, once, and what became of it told.
     * What isn't told restricts its session. It blocks, as telling does.
     *
     * @throws CallDenied if it must not be made; {@link CallHeld} if a person's yes would change that
     */
    public Allowed allow(String tool, Map<String, ?> arguments) throws InterruptedException {
        var question = question(tool, arguments);
        return new Allowed(question, decided(tool, question));
    }

    /** One call, that began as it was allowed. */
    public final class Allowed {
        private final Question question;
        private final Decision decision;
        private final long began = System.nanoTime();

        private Allowed(Question question, Decision decision) {
            this.question = question;
            this.decision = decision;
        }

        /** Before its answer is given, once. */
        public void tell(Outcome outcome) {
            Guard.this.tell(question, decision, outcome, began);
        }
    }

    /** The call was made, whatever can be said of its answer. */
    private static <T extends @Nullable Object> Outcome outcome(T answer, Function<? super T, Outcome> became) {
        try {
            return became.apply(answer);
        } catch (RuntimeException e) {
            return Outcome.of(Status.SUCCEEDED, null);
        }
    }

    private Question question(String tool, Map<String, ?> arguments) {
        TokenSubject subject;
        try {
            subject = TokenSubject.of(authz.token());
        } catch (RuntimeException e) {
            var why = Failure.unsent(Failure.Kind.NO_TOKEN, "no token: " + e.getMessage());
            throw CallDenied.of(tool, Decision.none(why));
        }
        var question = Question.about(subject.type(), subject.id())
                .doing("call", "tool", tool)
                .with(arguments);
        return subject.session().isEmpty() ? question : question.in(subject.session());
    }

    private Decision decided(String tool, Question question) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        while (true) {
            var decision = authz.decide(question);
            if (decision.allowed()) return decision;
            var approval = approval(decision);
            if (approval.isEmpty()) throw CallDenied.of(tool, decision);
            if (System.nanoTime() + BETWEEN_ASKING.toNanos() > until)
                throw CallHeld.of(tool, decision, approval, page(approval));
            Thread.sleep(BETWEEN_ASKING.toMillis());
        }
    }

    /** Empty where nobody's yes would change the denial. */
    private static String approval(Decision decision) {
        return decision.isHeld() ? decision.context().path("approval").asText("") : "";
    }

    private @Nullable URI page(String approval) {
        return console == null ? null : URI.create(console.toString().replaceAll("/+$", "") + "/approvals/" + approval);
    }

    private void tell(Question question, Decision decision, Outcome outcome, long began) {
        var told = new Told(false, null);
        for (var tried = 0; tried < TRIES; tried++) {
            var ago = Duration.ofNanos(System.nanoTime() - began);
            told = authz.tell(question, decision, outcome.begun(ago)).join();
            var failure = told.failure();
            if (failure == null || tried > 0 && failure.status() == TOLD_ALREADY) return;
            if (failure.kind() == Failure.Kind.REFUSED && failure.status() != TOLD_TOO_MUCH) break;
            if (tried + 1 < TRIES && !waited(failure.retryAfter(), tried)) break;
        }
        if (told.failure() != null) untold.accept(decision, told.failure());
    }

    /** False for whoever is interrupted, who hears of it from what he does next. */
    private static boolean waited(Duration asked, int tried) {
        var least = BETWEEN_TRIES.multipliedBy(1L << tried);
        var most = asked.compareTo(LONGEST_BETWEEN_TRIES) < 0 ? asked : LONGEST_BETWEEN_TRIES;
        try {
            Thread.sleep((most.compareTo(least) < 0 ? least : most).toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
