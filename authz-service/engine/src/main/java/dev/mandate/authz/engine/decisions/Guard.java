package dev.mandate.authz.engine.decisions;

import java.util.List;

/** One condition of every allow. Pure: it reads the evaluation and nothing else. */
interface Guard {
    /** As it appears in answers and records. */
    String name();

    /** In the order in which it looked; a refusal, if any, is the last. */
    List<Outcome> check(EvaluationContext evaluation);

    /** The same of all resources of the type that is asked about; a guard that looks at the resource says which of them it lets pass. */
    default Sifted sift(EvaluationContext evaluation) {
        return Sifted.alike(check(evaluation));
    }
}
