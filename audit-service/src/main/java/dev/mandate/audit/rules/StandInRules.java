package dev.mandate.audit.rules;

import dev.mandate.audit.risk.RiskFields;
import dev.mandate.audit.sigma.RuleBook;
import dev.mandate.audit.sigma.RuleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Rules of files, which count until one of the same id is published. New ones take their place at once and as a whole, or not
 * at all.
 */
final class StandInRules {
    private static final Logger LOG = Logger.getLogger(StandInRules.class);

    private final Optional<Path> directory;
    private final AtomicInteger problems = new AtomicInteger();
    private volatile RuleBook book;
    private String seen = "";

    StandInRules(Optional<Path> directory) {
        this.directory = directory;
        this.book = RuleBook.compile(RuleFiles.builtIn(), RiskFields.NAMES).orThrow();
        look();
    }

    RuleBook get() {
        return book;
    }

    /** Problems of the files that were last seen; 0 while what is in the directory applies. */
    int problems() {
        return problems.get();
    }

    /** Takes up what changed in the directory since the last look. */
    synchronized void look() {
        if (directory.isEmpty()) return;
        try {
            var stamp = RuleFiles.stamp(directory.get());
            if (stamp.equals(seen)) return;
            take(RuleFiles.in(directory.get()));
            seen = stamp;
        } catch (IOException e) {
            if (problems.getAndSet(1) == 0)
                LOG.errorf("the rules in %s can't be read, the old ones stay: %s", directory.get(), e);
        }
    }

    private void take(List<RuleFile> files) {
        if (files.isEmpty()) {
            problems.set(1);
            LOG.errorf("no rule file is in %s, the old rules stay", directory.orElseThrow());
            return;
        }
        RuleBook.compile(files, RiskFields.NAMES)
                .fold(
                        compiled -> {
                            book = compiled;
                            problems.set(0);
                            LOG.infof(
                                    "%d rules apply, digest %s",
                                    compiled.rules().size(), compiled.digest());
                            return compiled;
                        },
                        refused -> {
                            problems.set(refused.size());
                            refused.forEach(problem -> LOG.errorf("rules refused, the old ones stay: %s", problem));
                            return book;
                        });
    }
}
