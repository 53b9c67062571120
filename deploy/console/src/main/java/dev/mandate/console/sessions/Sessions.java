package dev.mandate.console.sessions;

import java.util.List;
import java.util.Optional;

/** Recordings of sessions, as audit-service has them: what isn't shown there is shown nowhere. */
public interface Sessions {
    /**
     * Some steps of one.
     *
     * @param after empty for the first ones
     */
    Optional<Recording> find(String session, String after);

    /**
     * Some steps of a session.
     *
     * @param task what was asked for; empty without a delegation
     * @param person who answers for it; empty where nobody is known
     * @param digests whether what isn't shown has digests that are good on every page
     * @param opens whether who looks may look at findings too; false where there are none
     * @param agreements what people agreed to instead of being asked, a sentence each
     * @param findings about the session that rest on none of these steps
     * @param gaps what left without a record meanwhile, a sentence each
     * @param next where the steps that follow begin; empty on the last page
     */
    record Recording(
            String id,
            String task,
            String person,
            boolean digests,
            boolean opens,
            List<String> agreements,
            List<Step> steps,
            List<Finding> findings,
            List<String> gaps,
            String next) {
        public Recording {
            agreements = List.copyOf(agreements);
            steps = List.copyOf(steps);
            findings = List.copyOf(findings);
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * One step.
     *
     * @param at an instant as APIs write it
     * @param who did it
     * @param did what, such as "called email.send"
     * @param labels of the tool, separated by commas; empty without
     * @param verdict such as "Denied: outside scope"; empty where nothing was decided
     * @param good whether it was allowed
     * @param decision its id; empty without
     * @param arguments name and what is shown of the value
     * @param outcomes what came of it, a sentence each
     * @param approvals what became of asking a person, a sentence each
     * @param told what is missing or odd, a sentence each
     */
    record Step(
            int number,
            String at,
            String who,
            String did,
            String labels,
            String verdict,
            boolean good,
            String decision,
            List<Argument> arguments,
            List<String> outcomes,
            List<String> approvals,
            List<Finding> findings,
            List<String> told) {
        public Step {
            arguments = List.copyOf(arguments);
            outcomes = List.copyOf(outcomes);
            approvals = List.copyOf(approvals);
            findings = List.copyOf(findings);
            told = List.copyOf(told);
        }
    }

    /** What is shown of a value. @param sameAs number of the step that showed the same first; 0 where none did */
    record Argument(String name, String value, int sameAs) {}

    /** What was found. @param how such as "high, raised here" */
    record Finding(String id, String title, String how) {}
}
