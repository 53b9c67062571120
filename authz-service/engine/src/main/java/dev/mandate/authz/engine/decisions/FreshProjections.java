package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the other guards looked at is complete up to a moment ago. While an owner is not heard of, nothing goes on but reads of public
 * data, as long as policies say for each identity in the chain: a withdrawn right is then noticed that much later.
 */
final class FreshProjections implements Guard {
    /** Of a tool that reads what is public; strangers may have written it. */
    private static final Set<ToolLabel> PUBLIC_READ = Set.of(ToolLabel.UNTRUSTED);

    @Override
    public String name() {
        return "fresh_projections";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var freshness = evaluation.freshness();
        var stale = freshness.stale(evaluation.now());
        if (stale.isEmpty()) return List.of(Outcome.PASSED);
        if (readsPublicData(evaluation)) {
            var goesOn = goesOn(evaluation, String.join(",", stale));
            if (goesOn != null) return List.of(goesOn);
        }
        return List.of(Outcome.refused(
                Reason.STALE_PROJECTION,
                String.join(",", stale),
                "Nothing newer than " + freshness.bound().toSeconds() + " s is known of "
                        + String.join(", ", stale)
                        + "; it changes once the owning service is heard of again."));
    }

    private static boolean readsPublicData(EvaluationContext evaluation) {
        var tool = evaluation.tool().state();
        return evaluation.question().action().isCall() && tool != null && PUBLIC_READ.containsAll(tool.labels());
    }

    /** Asks the policies once more, since only now it matters which of them permit it. */
    private static @Nullable Outcome goesOn(EvaluationContext evaluation, String stale) {
        var subject = evaluation.subject();
        if (subject == null) return null;
        var permits = new ArrayList<String>();
        var shortest = Duration.ofDays(1);
        for (var identity : (Iterable<IdentityId>)
                Stream.concat(Stream.of(subject), evaluation.actors().delegators().stream())::iterator) {
            if (!(PolicyVerdict.of(identity, Reason.PERSON_POLICY, evaluation) instanceof Outcome.Passed passed))
                return null;
            var longest = evaluation.book().staleIfError(passed.policies());
            if (longest.compareTo(shortest) < 0) shortest = longest;
            permits.addAll(passed.policies());
        }
        var unknown = evaluation.freshness().olderThan(shortest, evaluation.now());
        if (!unknown.isEmpty()) return null;
        return new Outcome.Passed(stale, permits.stream().distinct().toList(), List.of());
    }
}
