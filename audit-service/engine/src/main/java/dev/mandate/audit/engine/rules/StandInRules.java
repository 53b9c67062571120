package dev.mandate.audit.engine.rules;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rules of files, which count until one of the same id is published. New ones take their place at once and as a whole, or not
 * at all.
 */
public final class StandInRules {
    private static final System.Logger LOG = System.getLogger(StandInRules.class.getName());

    private final Optional<Path> directory;
    private final AtomicInteger problems = new AtomicInteger();
    private volatile RuleBook book;
    private volatile boolean ofFiles;
    private String seen = "";

    public StandInRules(Optional<Path> directory) {
        this.directory = directory;
        this.book = Compilation.of(RuleFiles.builtIn(), RiskFields.NAMES).orThrow();
        look();
    }

    public RuleBook get() {
        return book;
    }

    /** Those of the directory; empty where there is none, or none that applied so far. */
    public Optional<RuleBook> ofFiles() {
        return ofFiles ? Optional.of(book) : Optional.empty();
    }

    /** Problems of the files that were last seen; 0 while what is in the directory applies. */
    public int problems() {
        return problems.get();
    }

    /** Takes up what changed in the directory since the last look. */
    public synchronized void look() {
        if (directory.isEmpty()) return;
        try {
            var stamp = RuleFiles.stamp(directory.get());
            if (stamp.equals(seen)) return;
            take(RuleFiles.in(directory.get()));
            seen = stamp;
        } catch (IOException e) {
            if (problems.getAndSet(1) == 0)
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the rules in " + directory.get() + " can't be read, the old ones stay: " + e);
        }
    }

    private void take(List<RuleFile> files) {
        if (files.isEmpty()) {
            problems.set(1);
            LOG.log(
                    System.Logger.Level.ERROR,
                    "no rule file is in " + directory.orElseThrow() + ", the old rules stay");
            return;
        }
        Compilation.ofTaken(files, RiskFields.NAMES)
                .fold(
                        compiled -> {
                            book = compiled;
                            ofFiles = true;
                            problems.set(0);
                            LOG.log(
                                    System.Logger.Level.INFO,
                                    compiled.rules().size() + " rules apply, digest " + compiled.digest());
                            return compiled;
                        },
                        refused -> {
                            problems.set(refused.size());
                            refused.forEach(problem ->
                                    LOG.log(System.Logger.Level.ERROR, "rules refused, the old ones stay: " + problem));
                            return book;
                        });
    }
}
