package dev.mandate.audit.rules;

import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import java.util.function.Supplier;

/** Where the job asks for its rules, anew for each event, so that a swap takes effect at once. */
public interface RuleSource extends Supplier<RuleBook> {
    /** True once everything that was published when the service started counts. */
    boolean caughtUp();
}
