package dev.mandate.audit.engine.sigma.pipeline;

import java.util.List;

/** What becomes of the lines of a rule's selections. */
@FunctionalInterface
interface LineRewriter {
    /** @return of which one has to hold; of none nothing is asked any more */
    List<Line> rewritten(Line line);
}
